// A browser without a window: keeps the cookie and sends what a page of ours would.
type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many routes, looked at by tests alone
  body: any;
  response: Response;
}

export class Browser {
  cookie = "";
  /** Headers that each request has besides those of a page of ours; null takes one away. */
  readonly headers: Record<string, string | null> = {};

  async send(
    handler: Handler,
    of: { method?: string; path?: string; params?: Record<string, string>; body?: unknown } = {},
  ): Promise<Answered> {
    const { method = of.body === undefined ? "GET" : "POST", path = "/api/x", params = {}, body } = of;
    const headers = new Headers({
      host: "localhost:3000",
      origin: "http://localhost:3000",
      "user-agent": "test browser",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(this.cookie ? { cookie: this.cookie } : {}),
    });
    for (const [name, value] of Object.entries(this.headers)) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    const request = new Request(`http://localhost:3000${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await handler(request, { params: Promise.resolve(params) });
    for (const set of response.headers.getSetCookie()) {
      if (set.startsWith("groundwork-session=")) this.cookie = set.split(";")[0] ?? "";
      if (set.includes("Max-Age=0")) this.cookie = "";
    }
    const text = await response.clone().text();
    return {
      status: response.status,
      body: text?.startsWith("{") ? JSON.parse(text) : text,
      response,
    };
  }
}

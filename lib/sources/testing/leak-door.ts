// The real door: route handlers as the address would reach them, with the credentials of a person or a key.
import path from "node:path";

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

export interface LeakRequest {
  /** As documented, for example `get /api/documents/{id}`. */
  route: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** Sent as multipart/form-data in the place of `body`. */
  form?: FormData;
  headers?: Record<string, string>;
}

export interface LeakResponse {
  status: number;
  /** Headers and body, as they go over the wire. */
  wire: string;
  body: string;
}

const host = "127.0.0.1:3000";

/** Calls the route's own handler, `withApi` and all. */
export async function callRoute(
  request: LeakRequest,
  credentials: Record<string, string>,
): Promise<LeakResponse> {
  const [method = "", pattern = ""] = request.route.split(" ");
  const { params = {}, query = {}, body, form } = request;
  const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const handler = await handlerOf(method.toUpperCase(), pattern);
  const response = await handler(
    new Request(`http://${host}${address}?${new URLSearchParams(query)}`, {
      method: method.toUpperCase(),
      headers: {
        host,
        origin: `http://${host}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...credentials,
        ...request.headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(form && { body: form }),
    }),
    { params: Promise.resolve(params) },
  );
  const text = await response.text();
  const headers = [...response.headers].map((header) => header.join(": ")).join("\n");
  return { status: response.status, wire: `${headers}\n\n${decoded(headers)}\n${text}`, body: text };
}

async function handlerOf(method: string, pattern: string): Promise<Handler> {
  const folder = pattern.replace(/^\//, "").replace(/\{(\w+)\}/g, "[$1]");
  const file = path.resolve(import.meta.dirname, "../../../app", folder, "route.ts");
  const module = (await import(/* @vite-ignore */ file)) as Record<string, Handler>;
  const handler = module[method];
  if (!handler) throw new Error(`${method} ${pattern} has no handler`);
  return handler;
}

/** A file name may stand percent-encoded in a header. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

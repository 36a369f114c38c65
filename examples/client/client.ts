// A client for Groundwork's API in one file and without packages, typed by what the server says of itself
// (schema.d.ts). It needs Node 20 or newer, or a browser.
import type { components, paths } from "./schema";

export type Answer = components["schemas"]["Answer"];
export type AskEvent = components["schemas"]["AskEvent"];
export type Problem = components["schemas"]["Problem"];

type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<Path extends keyof paths, M extends Method> = Exclude<paths[Path][M], undefined>;
/** Addresses that answer to this method. */
type PathsOf<M extends Method> = {
  [Path in keyof paths]: [Operation<Path, M>] extends [never] ? never : Path;
}[keyof paths];
type Part<O, Name extends "path" | "query"> = O extends { parameters: { [N in Name]?: infer P } }
  ? Exclude<P, undefined>
  : never;
type Body<O> = O extends { requestBody: { content: { "application/json": infer B } } } ? B : never;
type JsonOf<R> = R extends { content: { "application/json": infer A } } ? A : undefined;
/** What the operation answers when all went well; undefined where that is nothing. */
type Result<O> = O extends { responses: infer R }
  ? { [Status in keyof R]: Status extends 200 | 201 | 202 | 204 ? JsonOf<R[Status]> : never }[keyof R]
  : never;
type Given<Name extends string, T> = [T] extends [never]
  ? { [N in Name]?: never }
  : Partial<T> extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T };
type Options<O> = Given<"path", Part<O, "path">> & Given<"query", Part<O, "query">> & Given<"body", Body<O>>;

interface Sent {
  path?: object;
  query?: object;
  body?: unknown;
}

/** What the server said in place of an answer. `problem.code` is for programs, the message for people. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${problem.title}: ${problem.detail} (${problem.code}, ${problem.request_id})`);
  }
}

export interface Server {
  /** For example `http://127.0.0.1:3000`. */
  address: string;
  /** An API key; without one the server must let anybody on its own machine in. */
  key?: string | undefined;
}

export class Client {
  constructor(private readonly server: Server) {}

  /** Calls one operation. Throws `ApiError` for every status of 400 and more. */
  async call<M extends Method, Path extends PathsOf<M>>(
    method: M,
    path: Path,
    options: Options<Operation<Path, M>>,
  ): Promise<Result<Operation<Path, M>>> {
    const response = await this.send(method, path, options as Sent);
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return (isJson ? await response.json() : undefined) as Result<Operation<Path, M>>;
  }

  /** Asks, and gives each event as it comes; the last one is `answer-completed` or `answer-failed`. */
  async *ask(body: components["schemas"]["AskRequest"], signal?: AbortSignal): AsyncGenerator<AskEvent> {
    const response = await this.send("post", "/api/ask", { body: { ...body, stream: true } }, signal);
    if (!response.body) return;
    let text = "";
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (text + part).split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const data = event.split("\n").find((line) => line.startsWith("data: "));
        if (data) yield JSON.parse(data.slice("data: ".length)) as AskEvent;
      }
    }
  }

  private async send(
    method: Method,
    template: string,
    { path = {}, query = {}, body }: Sent,
    signal?: AbortSignal,
  ): Promise<Response> {
    const parts = new Map(Object.entries(path));
    const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parts.get(name))));
    const url = new URL(filled, this.server.address);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const response = await fetch(url, {
      method: method.toUpperCase(),
      headers: {
        ...(this.server.key && { authorization: `Bearer ${this.server.key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (response.ok) return response;
    throw new ApiError(response.status, (await response.json()) as Problem);
  }
}

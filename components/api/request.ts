import type { Problem } from "@/lib/http/schema";

/** An answer of the API that is not the one that was asked for; `problem` may be read by a person. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = "ProblemError";
  }
}

/** Said to the window when the server no longer knows who asks. */
export const sessionEnded = "session-ended";

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a `FormData` as it is. */
  body?: unknown;
  signal?: AbortSignal;
  accept?: string;
}

/** Calls the API of this server and gives its response. Throws `ProblemError`, or an abort as it came. */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const { body, accept } = options;
  const isForm = body instanceof FormData;
  const response = await fetch(path, {
    method: options.method ?? "GET",
    headers: {
      accept: accept ?? "application/json",
      ...(body !== undefined && !isForm ? { "content-type": "application/json" } : {}),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw new ProblemError(offline(path));
  });
  if (response.ok) return response;
  const problem = await readProblem(response, path);
  // The page stays as it is; whoever listens (components/account/session-ended.tsx) lets one sign in again.
  if (problem.code === "not_signed_in") window.dispatchEvent(new Event(sessionEnded));
  throw new ProblemError(problem);
}

/** As `request`, with the JSON body. The server parses its answers with the schema that `Body` is inferred from. */
export async function requestJson<Body>(path: string, options: RequestOptions = {}): Promise<Body> {
  const response = await request(path, options);
  return (await response.json()) as Body;
}

/** What to tell a person about anything that was thrown. */
export function toReadableProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    ...offline(""),
    title: "Something went wrong",
    detail: "This page could not read the answer. Try again.",
  };
}

async function readProblem(response: Response, path: string): Promise<Problem> {
  const requestId = response.headers.get("x-request-id") ?? "";
  const fallback: Problem = {
    type: "about:blank",
    title: "The server did not answer as expected",
    status: response.status,
    detail: "Nothing was changed. Try again in a moment.",
    instance: path,
    code: "unreadable",
    request_id: requestId,
  };
  const body: unknown = await response.json().catch(() => null);
  const problem = body !== null && typeof body === "object" ? { ...fallback, ...body } : fallback;
  const retryAfter = Number(response.headers.get("retry-after"));
  if (!(response.status === 429 && retryAfter > 0)) return problem;
  return { ...problem, detail: `${problem.detail} ${comesBack(retryAfter)}` };
}

/** When to come back, by the reader's own clock and language. */
function comesBack(seconds: number): string {
  const at = new Date(Date.now() + seconds * 1000);
  if (seconds < 90) return `Come back in ${Math.ceil(seconds)} seconds.`;
  const time = at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  return at.toDateString() === new Date().toDateString()
    ? `Come back at ${time}.`
    : `Come back tomorrow at ${time}.`;
}

function offline(path: string): Problem {
  return {
    type: "about:blank",
    title: "The server can't be reached",
    status: 0,
    detail: "It may be restarting, or the connection is gone. Nothing was lost; try again in a moment.",
    instance: path,
    code: "unreachable",
    request_id: "",
  };
}

// The one door of the API: host check, ids, parsing, the caller's access, problem+json, the log line.
import type { z } from "zod";
import type { Access } from "@/db/access";
import { accessOf } from "@/lib/auth/access-of";
import { nobody } from "@/lib/auth/nobody";
import { type AuthNeed, requireAuth } from "@/lib/auth/require-auth";
import type { Principal } from "@/lib/auth/schema";
import { AppError } from "@/lib/errors/app-error";
import { enterWork, hasRoom, requireRoom } from "@/lib/limits/admission";
import { type LimitClass, type RateDecision, workKindSchema } from "@/lib/limits/schema";
import { newRequestContext, type RequestContext, withRequestContext } from "@/lib/telemetry/context";
import { logger } from "@/lib/telemetry/logger";
import { recordRequest } from "@/lib/telemetry/metrics";
import { withSpan } from "@/lib/telemetry/spans";
import { type Caller, callerOf, checkSameOrigin, requireOwnPage } from "./caller";
import { checkHost } from "./check-host";
import { dataPolicy } from "./content-security-policy";
import { onceByKey } from "./idempotency";
import { noteLetIn, wasLetIn } from "./let-in";
import { fromZod, toAppError, toProblem } from "./problem";
import { type RequestOrigin, requestOrigin } from "./request-origin";
import { mayHoldUnstorable, storableText } from "./storable-text";
import { rateLimitHeaders, takeLimit } from "./take-limit";

export interface ApiInput<Body, Query> {
  request: Request;
  params: Record<string, string>;
  body: Body;
  query: Query;
  /** Who asks; nobody at a public route. */
  principal: Principal;
  /** What they may read; goes into every query that reads documents. */
  access: Access;
  /** See `Caller`. */
  readableNow: Caller["readableNow"];
  /** The client's address, and the host and scheme it used. */
  origin: RequestOrigin;
  context: RequestContext;
  /** Aborted when the caller leaves. */
  signal: AbortSignal;
}

export interface ApiOptions<Body, Query> {
  /** The route as documented, for example `/api/documents/{id}`. */
  endpoint: string;
  /** Who may: the scope that a key needs, and the least role. There is no default, so that none is forgotten. */
  auth: AuthNeed;
  /** As what a request is counted; unless said otherwise `read`, and not at all at a public route. */
  limit?: LimitClass;
  /** Whether `readableNow` is wanted: it comes in the statement that finds the caller. */
  readsState?: boolean;
  body?: z.ZodType<Body>;
  /**
   * Throws what needs neither caller nor database to be refused; called before either is looked for. `keep` says that
   * whoever asks was let in before, so that a place may be kept for them; what is returned gives it up.
   */
  refuseEarly?: (body: Body, how: { keep: boolean }) => () => void;
  query?: z.ZodType<Query>;
  /** Largest JSON body in bytes; 1 MiB unless said otherwise. */
  bodyLimit?: number;
  handler: (input: ApiInput<Body, Query>) => Promise<Response | object>;
}

type RouteContext = { params: Promise<Record<string, string | string[]>> };

/** A route handler that answers with what `handler` returns, or with a problem. */
export function withApi<Body = undefined, Query = undefined>(options: ApiOptions<Body, Query>) {
  return async (request: Request, route: RouteContext): Promise<Response> => {
    const context = newRequestContext(request.headers);
    const startedAt = performance.now();
    return withRequestContext(context, async () => {
      const response = await withSpan(
        `${request.method} ${options.endpoint}`,
        { "http.route": options.endpoint, "http.request.method": request.method },
        async (set) => {
          const response = await answer(request, route, options, context);
          set({ "http.response.status_code": response.status, "groundwork.request_id": context.requestId });
          return response;
        },
      );
      response.headers.set("x-request-id", context.requestId);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
      if (!response.headers.has("content-security-policy"))
        response.headers.set("content-security-policy", dataPolicy);
      logRequest(request, options.endpoint, response.status, performance.now() - startedAt, context);
      return response;
    });
  };
}

async function answer<Body, Query>(
  request: Request,
  route: RouteContext,
  options: ApiOptions<Body, Query>,
  context: RequestContext,
): Promise<Response> {
  let rate: RateDecision | undefined;
  const withRate = (response: Response) => {
    if (rate) for (const [name, value] of rateLimitHeaders(rate)) response.headers.set(name, value);
    return response;
  };
  let leaveWork = () => {};
  let leavePlace = () => {};
  try {
    checkHost(request);
    const limitClass = options.limit ?? (options.auth === "public" ? undefined : "read");
    // An answer keeps its own room: what is at hand for it needs none.
    const kind = limitClass === "ask" ? undefined : workKindSchema.safeParse(limitClass).data;
    // Before anything else is done: a refusal must cost next to nothing.
    if (kind) requireRoom(kind);
    const readBody = bodyReader(request, options);
    const keep = wasLetIn(request.headers);
    if (options.refuseEarly && (keep || !hasRoom("ask"))) {
      const early = await readBody().then(
        (body) => ({ body }),
        // Told once it is known who sent it.
        () => undefined,
      );
      if (early) leavePlace = options.refuseEarly(early.body, { keep });
    }
    const caller = await withSpan("authenticate", {}, () => callerAt(request, options, context));
    if (options.refuseEarly) noteLetIn(request.headers);
    if (limitClass) {
      await takeLimit({ limitClass, caller }, (decision) => {
        rate = decision;
      });
    }
    const params = Object.fromEntries(
      // A route without a part that varies gets no params at all.
      Object.entries((await route.params) ?? {}).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join("/") : value,
      ]),
    );
    // Nothing is kept under such a name, and the database would not even look for it.
    if (Object.values(params).some((value) => value.includes("\u0000"))) throw new AppError("not_found");
    const query = options.query ? parseQuery(request, options.query) : (undefined as Query);
    const body = await readBody();
    // Not before: a body that trickles in would hold the room of those whose work could begin.
    if (kind) leaveWork = enterWork(kind);
    const handle = async () => {
      leavePlace();
      const given = { request, params, body, query, ...caller, context, signal: request.signal };
      const result = await options.handler(given);
      return result instanceof Response ? result : Response.json(result);
    };
    const response = keepsAnswers(request, limitClass)
      ? await onceByKey(request, caller.principal, contentOf(request, body), handle)
      : await handle();
    return withRate(response);
  } catch (error) {
    return withRate(problemResponse(error, request, context));
  } finally {
    leavePlace();
    leaveWork();
  }
}

/** Reads and parses the body when it is first asked for. */
function bodyReader<Body, Query>(request: Request, options: ApiOptions<Body, Query>): () => Promise<Body> {
  let read: Promise<Body> | undefined;
  const { body, bodyLimit = 1_048_576 } = options;
  return () => {
    read ??= body ? parseBody(request, body, bodyLimit) : Promise.resolve(undefined as Body);
    return read;
  };
}

/** Writes, but for questions: an answer has an id of its own by which it is read again. */
function keepsAnswers(request: Request, limitClass: LimitClass | undefined): boolean {
  const writes = request.method !== "GET" && request.method !== "HEAD";
  return writes && limitClass !== undefined && limitClass !== "ask" && limitClass !== "search";
}

/** What tells one request from another. Uploads are told apart by their length: their boundaries differ each time. */
function contentOf(request: Request, body: unknown): string {
  if (body !== undefined) return JSON.stringify(body);
  return request.headers.get("content-length") ?? "";
}

/** Who asks, once they may: see `callerOf`, `checkSameOrigin` and `requireAuth` for what is thrown. */
async function callerAt(
  request: Request,
  { auth, readsState }: { auth: AuthNeed; readsState?: boolean | undefined },
  context: RequestContext,
): Promise<Caller> {
  if (auth === "public") {
    requireOwnPage(request);
    return {
      principal: nobody,
      access: accessOf(nobody),
      origin: requestOrigin(request.headers),
      readableNow: () => undefined,
    };
  }
  const caller = await callerOf(request.headers, { state: readsState });
  const { principal } = caller;
  if (principal.userId) context.fields.user_id = principal.userId;
  if (principal.keyId) context.fields.key_id = principal.keyId;
  checkSameOrigin(request, principal);
  requireAuth(principal, auth);
  return caller;
}

/** The problem+json answer for an error, logged with what the person doesn't see. */
export function problemResponse(error: unknown, request: Request, context: RequestContext): Response {
  const known = toAppError(error);
  const problem = toProblem(known, { instance: new URL(request.url).pathname, requestId: context.requestId });
  Object.assign(context.fields, { error_code: known.code, error: known.internal });
  if (known.status >= 500)
    logger().error({ request_id: context.requestId, err: known.cause ?? known }, known.message);
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (known.status === 401) headers.set("www-authenticate", "Bearer");
  if (known.retryAfterSeconds) headers.set("retry-after", String(known.retryAfterSeconds));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function parseQuery<Query>(request: Request, schema: z.ZodType<Query>): Query {
  const given = Object.fromEntries(new URL(request.url).searchParams);
  storableText(given);
  const result = schema.safeParse(given);
  if (!result.success) throw fromZod(result.error);
  return result.data;
}

async function parseBody<Body>(request: Request, schema: z.ZodType<Body>, limit: number): Promise<Body> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type))
    throw new AppError("unsupported_media_type", { public: "Send JSON with content-type application/json." });
  const result = schema.safeParse(await readJson(request, limit));
  if (!result.success) throw fromZod(result.error);
  return result.data;
}

/** The body as JSON whose strings can all be kept. Throws as `readText`, `malformed_json`, and `invalid_request` for a NUL character. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const text = await readText(request, limit);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError("malformed_json", { cause: error });
  }
  return mayHoldUnstorable.test(text) ? storableText(value) : value;
}

/** The body as text, refused as soon as it passes `limit` bytes, whatever its length header said. */
export async function readText(request: Request, limit: number): Promise<string> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limit)
    throw new AppError("body_too_large", { public: `The body may have at most ${limit} bytes.` });
  const reader = request.body?.getReader();
  if (!reader) return "";
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw new AppError("body_too_large", { public: `The body may have at most ${limit} bytes.` });
    }
    parts.push(value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch (error) {
    throw new AppError("malformed_json", { public: "The body is not valid UTF-8.", cause: error });
  }
}

function logRequest(
  request: Request,
  endpoint: string,
  status: number,
  latencyMs: number,
  context: RequestContext,
): void {
  recordRequest({ endpoint, method: request.method, status, latencyMs });
  logger().info(
    {
      request_id: context.requestId,
      trace_id: context.traceId,
      method: request.method,
      endpoint,
      status,
      latency_ms: Math.round(latencyMs * 100) / 100,
      ...context.fields,
    },
    "request",
  );
}

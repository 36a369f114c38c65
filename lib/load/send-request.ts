import { errors, type Pool } from "undici";
import { type Fill, fillJson } from "./fill-template";
import type { Outcome } from "./recorder";
import type { LoadRequest } from "./schema";

/**
 * Sends one request and reads its answer to the end. Never throws: what goes wrong is the outcome's `error`, of kind
 * `timeout`, `connection`, `status NNN`, `unexpected_text` or `stream_error`.
 */
export async function sendRequest(options: {
  pool: Pool;
  request: LoadRequest;
  headers: Record<string, string>;
  fill: Fill;
  dueAt: number;
  timeoutMs: number;
}): Promise<Outcome> {
  const { pool, request, fill, dueAt } = options;
  const body = bodyOf(request, fill);
  const headers: Record<string, string> = {
    ...(body === null ? {} : { "content-type": "application/json" }),
    ...options.headers,
  };
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = fill(value);
  const sentAt = performance.now();
  const outcome: Outcome = { dueAt, sentAt, endedAt: sentAt, firstEventAt: null, bytes: 0, error: null };
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), options.timeoutMs);
  try {
    const answer = await pool.request({
      method: request.method,
      path: fill(request.path),
      headers,
      body,
      signal: abort.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const text = await readAnswer(answer.body, request, outcome);
    outcome.error = judge(request, answer.statusCode, text);
  } catch (error) {
    outcome.error = abort.signal.aborted
      ? { kind: "timeout", example: `no whole answer within ${options.timeoutMs} ms` }
      : { kind: "connection", example: describe(error) };
  } finally {
    clearTimeout(timer);
    outcome.endedAt = performance.now();
  }
  return outcome;
}

function bodyOf(request: LoadRequest, fill: Fill): string | null {
  if (request.body === undefined) return null;
  const filled = fillJson(request.body, fill);
  return typeof filled === "string" ? filled : JSON.stringify(filled);
}

/** The answer's text where somebody will look at it, else nothing: keeping it would cost the kit its own time. */
async function readAnswer(
  body: AsyncIterable<Uint8Array>,
  request: LoadRequest,
  outcome: Outcome,
): Promise<string> {
  const decoder = new TextDecoder();
  const kept = request.stream || request.expect_text !== undefined;
  let text = "";
  let start = "";
  for await (const part of body) {
    outcome.bytes += part.byteLength;
    if (kept) text += decoder.decode(part, { stream: true });
    else if (start.length < 200) start += decoder.decode(part, { stream: true });
    if (request.stream && outcome.firstEventAt === null && /^data:/m.test(text))
      outcome.firstEventAt = performance.now();
  }
  return kept ? text : start;
}

function judge(request: LoadRequest, status: number, text: string): Outcome["error"] {
  const expected = request.expect_status;
  const good = expected.length > 0 ? expected.includes(status) : status >= 200 && status < 300;
  if (!good) return { kind: `status ${status}`, example: text };
  if (request.stream && /^event: ?error/m.test(text))
    return { kind: "stream_error", example: text.slice(-200) };
  if (request.expect_text !== undefined && !text.includes(request.expect_text))
    return { kind: "unexpected_text", example: text };
  return null;
}

function describe(error: unknown): string {
  if (error instanceof errors.UndiciError || error instanceof Error) {
    const code = "code" in error ? String(error.code) : error.name;
    return `${code}: ${error.message}`;
  }
  return String(error);
}

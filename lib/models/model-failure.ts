import {
  APICallError,
  InvalidResponseDataError,
  JSONParseError,
  TypeValidationError,
} from "@ai-sdk/provider";
import { AppError } from "@/lib/errors/app-error";

type Kind = "unavailable" | "rate_limited" | "timeout" | "bad_output";

/** What went wrong in one call of a model, and whether another call may go better. */
export class ModelFailure extends Error {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly kind: Kind,
    message: string,
    options: { retryable?: boolean; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "ModelFailure";
    this.retryable = options.retryable ?? true;
    this.retryAfterMs = options.retryAfterMs;
  }

  toAppError(attempts: number, modelId: string): AppError {
    return new AppError(`model_${this.kind}`, {
      internal: `${modelId}, attempt ${attempts}: ${this.message}`,
      cause: this,
      ...(this.retryAfterMs !== undefined && { retryAfterSeconds: Math.ceil(this.retryAfterMs / 1000) }),
    });
  }
}

/** The SDK's own messages hold what the model wrote, which may be its prompt. */
const unreadable = "what came isn't of the protocol's shape";

/** Any error of a model call by what it means. `received`: text had come before it. */
export function toModelFailure(error: unknown, received: boolean): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (APICallError.isInstance(error)) return fromApiCall(error);
  // An end without a finish reason: a broken connection after some text, not a model's stream at all before.
  if (InvalidResponseDataError.isInstance(error))
    return new ModelFailure(received ? "unavailable" : "bad_output", unreadable);
  if (JSONParseError.isInstance(error) || TypeValidationError.isInstance(error))
    return new ModelFailure("bad_output", unreadable);
  const message = error instanceof Error ? error.message : describe(error);
  return new ModelFailure("unavailable", message, { cause: error });
}

function fromApiCall(error: APICallError): ModelFailure {
  const status = error.statusCode;
  const said = `${error.message} ${(error.responseBody ?? "").slice(0, 300)}`;
  // A server may say the request back, and with it the prompt, passages or a question: that stays out of the log.
  const repeats = repeatsRequest(said, error);
  const message = `${status ?? "no status"}: ${repeats ? "(an answer that repeats the request)" : said}`;
  const cause = repeats ? undefined : error;
  const retryAfterMs = retryAfter(error.responseHeaders);
  if (status === 429) return new ModelFailure("rate_limited", message, { retryAfterMs, cause });
  if (status === 408 || status === 504) return new ModelFailure("timeout", message, { retryAfterMs, cause });
  if (status !== undefined && status < 300) {
    const isUnreadable =
      JSONParseError.isInstance(error.cause) || TypeValidationError.isInstance(error.cause);
    return new ModelFailure(isUnreadable ? "bad_output" : "unavailable", message, { cause });
  }
  const retryable = status === undefined || status >= 500;
  return new ModelFailure("unavailable", message, { retryable, retryAfterMs, cause });
}

/** Whether text of the server holds a stretch of what it was sent. */
function repeatsRequest(said: string, error: APICallError): boolean {
  const strings: string[] = [];
  JSON.stringify(error.requestBodyValues ?? null, (_, value) => {
    if (typeof value === "string") strings.push(folded(value));
    return value;
  });
  const sent = strings.join(" ");
  const words = folded(said).split(" ");
  return words.some((_, at) => {
    const stretch = words.slice(at, at + 5);
    return stretch.length === 5 && sent.includes(stretch.join(" "));
  });
}

function folded(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ") ?? ""
  );
}

/** `retry-after-ms`, else `Retry-After` as seconds or as a date (RFC 9110, 10.2.3). */
function retryAfter(headers: Record<string, string> | undefined): number | undefined {
  const exact = Number.parseFloat(headers?.["retry-after-ms"] ?? "");
  if (exact >= 0) return exact;
  const value = headers?.["retry-after"];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function describe(error: unknown): string {
  try {
    return JSON.stringify(error)?.slice(0, 300) ?? String(error);
  } catch {
    return String(error);
  }
}

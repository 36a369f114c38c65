import { type ErrorCode, errorCodes } from "./codes";

export interface AppErrorOptions {
  /** What the person may read: what happened and what to do. Defaults to the code's own sentence. */
  public?: string;
  /** What the log needs. Never sent to anybody. */
  internal?: string;
  cause?: unknown;
  /** Fields at fault, for 422 answers: name as the caller wrote it, and the reason. */
  invalidParams?: InvalidParam[];
  /** Seconds after which trying again makes sense; sent as `Retry-After`. */
  retryAfterSeconds?: number;
}

export interface InvalidParam {
  name: string;
  reason: string;
}

/**
 * A failure with a code, a sentence for the person and a note for the log.
 * `withApi` turns it into problem+json (RFC 9457).
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly public: string;
  readonly internal: string | undefined;
  readonly invalidParams: InvalidParam[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const known = errorCodes[code];
    super(`${code}: ${options.internal ?? options.public ?? known.detail}`, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.status = known.status;
    this.public = options.public ?? known.detail;
    this.internal = options.internal;
    this.invalidParams = options.invalidParams;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

import { AppError } from "./app-error";
import type { ErrorCode } from "./codes";

const unreachable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|57P0[123]|53300|08\w{3})$/;

/** The code of any thrown thing, looked for along its causes: an abort, a lost database and a full disk have their own. */
export function failureCode(error: unknown): ErrorCode {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 5;
    current = current.cause, depth++
  ) {
    if (current instanceof AppError) return current.code;
    if (current.name === "AbortError") return "client_closed";
    const { code = "", syscall } = current as { code?: string; syscall?: string };
    // A NUL character, which only a caller can have sent: no text of ours holds one.
    if (code === "22021") return "invalid_request";
    if (code === "ENOSPC" || code === "53100") return "storage_full";
    if (unreachable.test(code) || (code === "ENOENT" && syscall === "connect")) return "database_unavailable";
  }
  return "internal";
}

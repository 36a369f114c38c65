import type { Access } from "@/db/access";
import type { ReadableState } from "@/db/queries/readable-state";
import { accessOf } from "@/lib/auth/access-of";
import { authenticateWith } from "@/lib/auth/authenticate";
import type { Principal } from "@/lib/auth/schema";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { AppError } from "@/lib/errors/app-error";
import { isLocal, type RequestOrigin, requestOrigin } from "./request-origin";

export interface Caller {
  principal: Principal;
  /** What the caller may read. */
  access: Access;
  origin: RequestOrigin;
  /**
   * What the caller may read, as it was found out with who they are, where the route asked for it; undefined when that
   * was too long ago, since a body may take its time to arrive.
   */
  readableNow: () => ReadableState | undefined;
}

/** Longer than a body in memory takes to read, shorter than anybody could tell. */
const stateHoldsMs = 50;

/** Who sends these headers. Throws as `authenticate` does. */
export async function callerOf(
  headers: Headers,
  wanted: { state?: boolean | undefined } = {},
): Promise<Caller> {
  const origin = requestOrigin(headers);
  const { principal, readable } = await authenticateWith(
    {
      authorization: headers.get("authorization"),
      cookie: readCookie(headers, sessionCookieName(origin.secure)),
      secure: origin.secure,
      local: isLocal(headers),
    },
    wanted,
  );
  const readAt = performance.now();
  const readableNow = () => (performance.now() - readAt < stateHoldsMs ? readable : undefined);
  return { principal, access: accessOf(principal), origin, readableNow };
}

/**
 * Refuses a write that a session's cookie came with unless the browser says that one of our own pages sent it.
 * A foreign `Origin` was refused before, by `checkHost`; here its absence is.
 */
export function checkSameOrigin(request: Request, principal: Principal): void {
  if (principal.kind === "person") requireOwnPage(request);
}

/** The same for whoever it is: signing in, too, is done from our own pages alone, or one could be signed in as another. */
export function requireOwnPage(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  if (request.headers.has("origin") || request.headers.get("sec-fetch-site") === "same-origin") return;
  throw new AppError("origin_not_allowed", { internal: "a write without origin" });
}

function readCookie(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

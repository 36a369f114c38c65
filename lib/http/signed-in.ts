import { clearedSessionCookie, sessionCookie } from "@/lib/auth/session-cookie";
import type { StartedSession, Visitor } from "@/lib/auth/start-session";
import type { RequestOrigin } from "./request-origin";

/** Who knocks, as their session will be listed. */
export function visitorOf(request: Request, { address, secure }: RequestOrigin): Visitor {
  return { address, secure, userAgent: request.headers.get("user-agent") ?? "" };
}

/** 204 with the cookie of a session that has begun. */
export async function signedIn({ token }: StartedSession, { secure }: RequestOrigin): Promise<Response> {
  return new Response(null, {
    status: 204,
    headers: { "set-cookie": await sessionCookie({ token, secure }) },
  });
}

/** 204 that takes the cookie away. */
export function signedOut({ secure }: RequestOrigin): Response {
  return new Response(null, { status: 204, headers: { "set-cookie": clearedSessionCookie({ secure }) } });
}

// The session cookie: next-auth's encrypted token, which carries nothing but the session's secret. What counts
// is the row in the database that this secret finds.
import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env/env";
import { authSecret } from "./auth-secret";

const day = 86_400;

/** `__Host-` binds the cookie to this host, path / and https; over plain http a browser would refuse it. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-groundwork-session" : "groundwork-session";
}

/** `Set-Cookie` for a new session. */
export async function sessionCookie({ token, secure }: { token: string; secure: boolean }): Promise<string> {
  const name = sessionCookieName(secure);
  const maxAge = env().SESSION_DAYS * day;
  const value = await encode({ token: { sid: token }, secret: await authSecret(), salt: name, maxAge });
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** `Set-Cookie` that takes the session cookie away. */
export function clearedSessionCookie({ secure }: { secure: boolean }): string {
  return `${sessionCookieName(secure)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** The session's secret from the cookie's value; undefined for one that isn't ours, was altered or has expired. */
export async function readSessionCookie(value: string, secure: boolean): Promise<string | undefined> {
  const secret = await authSecret();
  const token = await decode({ token: value, secret, salt: sessionCookieName(secure) }).catch(() => null);
  return typeof token?.sid === "string" ? token.sid : undefined;
}

// Runs before each page: a fresh nonce, and the Content-Security-Policy that names it. Next reads the nonce from
// the request's own header and puts it on every script and style that it writes.
import { type NextRequest, NextResponse } from "next/server";
import { newNonce, pagePolicy } from "./lib/http/content-security-policy";

export function proxy(request: NextRequest): NextResponse {
  const nonce = newNonce();
  const policy = pagePolicy({ nonce, development: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  // Where a page sends somebody back to after signing in.
  headers.set("x-page", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/**
 * Pages only. The API has its own door (`lib/http/with-api.ts`), and Next would copy each body that passes here
 * into memory, up to 10 MB, and cut the rest.
 */
export const config = { matcher: ["/((?!api/|_next/|vendor/|health$).*)"] };

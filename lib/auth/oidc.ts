// Signing in through an OpenID Connect provider. The protocol is next-auth's (PKCE, state and nonce in encrypted
// cookies); who may come in and what the session is are decided here, as for a password.
import { Auth, type AuthConfig, skipCSRFCheck } from "@auth/core";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/telemetry/logger";
import { authSecret } from "./auth-secret";
import { sessionCookieName } from "./session-cookie";
import { type ProviderPerson, signInByProvider } from "./sign-in-by-provider";
import type { Visitor } from "./start-session";

const basePath = "/api/auth";
const pages = { signIn: "/sign-in", error: "/sign-in" };

/** Sends the browser to the provider. `next` is where it goes afterwards: a path that was checked. Throws `not_found` without OIDC_ISSUER. */
export async function startOidc(request: Request, visitor: Visitor, next: string): Promise<Response> {
  const base = publicUrl();
  const headers = headersFor(request);
  headers.set("content-type", "application/x-www-form-urlencoded");
  const wanted = new Request(`${base}${basePath}/signin/oidc`, {
    method: "POST",
    headers,
    body: new URLSearchParams({ callbackUrl: `${base}${next}` }),
  });
  // The page that leads here is one's own or a link: what it starts ends at the provider's own question.
  return changeable(await Auth(wanted, { ...(await configFor(visitor)), skipCSRFCheck }));
}

/** Takes the browser back from the provider: on to where it wanted to go, or to the sign-in page with `?error=`. */
export async function finishOidc(request: Request, visitor: Visitor): Promise<Response> {
  const url = `${publicUrl()}${basePath}/callback/oidc${new URL(request.url).search}`;
  return changeable(await Auth(new Request(url, { headers: headersFor(request) }), await configFor(visitor)));
}

/** The door adds headers to each answer, which one made by `Response.redirect` doesn't take. */
function changeable({ status, headers }: Response): Response {
  return new Response(null, { status, headers });
}

function publicUrl(): string {
  const { OIDC_ISSUER, PUBLIC_URL } = env();
  if (!OIDC_ISSUER || !PUBLIC_URL) throw new AppError("not_found");
  return new URL(PUBLIC_URL).origin;
}

/** Cookies alone: nothing else that a request says of itself counts here. */
function headersFor(request: Request): Headers {
  const cookie = request.headers.get("cookie");
  return new Headers(cookie === null ? {} : { cookie });
}

async function configFor(visitor: Visitor): Promise<AuthConfig> {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET = "", OIDC_NAME, SESSION_DAYS } = env();
  const maxAge = SESSION_DAYS * 86_400;
  let token: string | undefined;
  return {
    basePath,
    trustHost: true,
    secret: await authSecret(),
    useSecureCookies: visitor.secure,
    session: { strategy: "jwt", maxAge },
    pages,
    cookies: {
      sessionToken: {
        name: sessionCookieName(visitor.secure),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: visitor.secure },
      },
    },
    providers: [
      {
        id: "oidc",
        name: OIDC_NAME,
        type: "oidc",
        issuer: OIDC_ISSUER,
        clientId: OIDC_CLIENT_ID,
        clientSecret: OIDC_CLIENT_SECRET,
        checks: ["pkce", "state", "nonce"],
        // The token is checked, and what it says of the person is asked for where every provider tells it.
        idToken: false,
        profile: ({ sub }: { sub: string }) => ({ id: sub }),
      },
    ],
    callbacks: {
      signIn: async ({ profile }) => {
        const session = await signInByProvider(personOf(profile, OIDC_ISSUER), visitor);
        token = session?.token;
        return session !== undefined;
      },
      jwt: () => (token === undefined ? null : { sid: token }),
      redirect: ({ url, baseUrl }) => (new URL(url, baseUrl).origin === baseUrl ? url : baseUrl),
    },
    logger: {
      // Without what the provider sent along.
      error: (error) =>
        logger().warn(
          { error_code: error.name, error: causeOf(error) },
          "signing in through the provider failed",
        ),
      warn: () => {},
      debug: () => {},
    },
  };
}

function personOf(profile: Record<string, unknown> | undefined, issuer: string): ProviderPerson {
  const { sub, email, email_verified: verified, name } = profile ?? {};
  return {
    subject: `${issuer} ${String(sub)}`,
    email: typeof email === "string" && (verified === true || verified === "true") ? email : undefined,
    name: typeof name === "string" ? name.slice(0, 200) : "",
  };
}

function causeOf(error: Error): string {
  const { err } = (error.cause ?? {}) as { err?: unknown };
  return err instanceof Error ? `${err.name}: ${err.message}` : error.message;
}

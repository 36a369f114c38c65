import { database } from "@/db/client";
import { accountsExist } from "@/db/queries/principals";
import { env } from "@/lib/env/env";
import type { SignInOptions } from "./schema";

/** The ways to sign in that this server has. */
export async function signInOptions(): Promise<SignInOptions> {
  const { OIDC_ISSUER, OIDC_NAME, SMTP_URL } = env();
  return {
    password: true,
    oidc: OIDC_ISSUER ? { name: OIDC_NAME, url: "/api/auth/oidc" } : null,
    mail: SMTP_URL !== undefined,
    accounts: await accountsExist(await database()),
  };
}

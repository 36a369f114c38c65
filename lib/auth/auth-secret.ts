import { type Database, database } from "@/db/client";
import { keepSecret } from "@/db/queries/auth-secret";
import { env } from "@/lib/env/env";
import { newSecretToken } from "./secret-token";

const known = new WeakMap<Database, Promise<string>>();

/** The secret of session cookies: AUTH_SECRET, or one made on first use and kept where all replicas read it. */
export async function authSecret(): Promise<string> {
  const { AUTH_SECRET } = env();
  if (AUTH_SECRET) return AUTH_SECRET;
  const db = await database();
  const secret = known.get(db) ?? keepSecret(db, { secret: newSecretToken() });
  known.set(db, secret);
  secret.catch(() => known.delete(db));
  return secret;
}

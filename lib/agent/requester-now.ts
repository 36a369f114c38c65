import type { Queryable } from "@/db/client";
import { accountsExist, findPersonNow, findValidKey } from "@/db/queries/principals";
import { accessOf } from "@/lib/auth/access-of";
import { localPerson } from "@/lib/auth/local-person";
import { scopesOfRole } from "@/lib/auth/rights";
import { type Principal, scopeSchema } from "@/lib/auth/schema";
import { AppError } from "@/lib/errors/app-error";
import type { ToolContext } from "./tools/tool";

/**
 * Whoever asked, with the rights that they have now rather than when they asked. Throws `forbidden` when the person
 * is gone or disabled, their key is revoked or expired, or accounts have come since they asked without one.
 */
export async function requesterNow(
  db: Queryable,
  asked: { userId: string | null; keyId: string | null; signal: AbortSignal },
): Promise<ToolContext> {
  const principal = await principalNow(db, asked);
  return { principal, access: accessOf(principal), signal: asked.signal };
}

async function principalNow(
  db: Queryable,
  { userId, keyId }: { userId: string | null; keyId: string | null },
): Promise<Principal> {
  if (userId === null) {
    if (await accountsExist(db)) throw gone("Whoever asked had no account, and now one is needed.");
    return localPerson;
  }
  const person = await findPersonNow(db, { id: userId });
  if (!person || person.disabled)
    throw gone("Whoever asked for this may not use this installation any more.");
  const { name, role, groupIds } = person;
  const shared = { userId, name, role, groupIds, sessionId: null };
  const scopes = scopesOfRole(role);
  if (keyId === null) return { ...shared, kind: "person", keyId: null, scopes };
  const key = await findValidKey(db, { id: keyId });
  if (!key) throw gone("The API key that this was asked with is not valid any more.");
  const own = scopeSchema.options.filter((scope) => key.scopes.includes(scope) && scopes.includes(scope));
  return { ...shared, kind: "key", keyId, scopes: own };
}

function gone(sentence: string): AppError {
  return new AppError("forbidden", { public: sentence });
}

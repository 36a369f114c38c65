import { type Database, database } from "@/db/client";
import { findApiKey, insertApiKey } from "@/db/queries/api-keys";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { newApiKeyText } from "./api-key-text";
import { toApiKey } from "./list-keys";
import type { ApiKeyCreate, ApiKeyCreated, Principal } from "./schema";
import { hashToken } from "./secret-token";

/**
 * A new key of the principal. The whole key is in the answer and nowhere else: only its hash is stored. Throws
 * `invalid_request` for a scope that the owner's role doesn't carry; a role lost later cuts the key as well.
 */
export async function createKey(
  owner: Principal,
  request: ApiKeyCreate,
  db?: Database,
): Promise<ApiKeyCreated> {
  const { userId } = owner;
  if (userId === null)
    throw new AppError("forbidden", {
      public: "Keys belong to accounts. Make the first one with the link that the start printed.",
    });
  const scopes = [...new Set(request.scopes)];
  const beyond = scopes.filter((scope) => !owner.scopes.includes(scope));
  if (beyond.length > 0)
    throw new AppError("invalid_request", {
      public: `A key can't do more than its owner: ${beyond.join(", ")} ${beyond.length === 1 ? "is" : "are"} not yours to give.`,
      invalidParams: beyond.map((scope) => ({ name: "scopes", reason: `not allowed: ${scope}` })),
    });
  const made = newApiKeyText();
  const row = await (db ?? (await database())).transaction(async (tx) => {
    await insertApiKey(tx, {
      id: made.id,
      secretHash: hashToken(made.secret),
      userId,
      name: request.name,
      scopes,
      expiresInDays: request.expires_in_days,
    });
    const inserted = await findApiKey(tx, { id: made.id });
    await appendAudit(tx, {
      actor: { ...owner, kind: owner.kind },
      action: "key.created",
      target: { kind: "key", id: made.id, name: request.name },
      inputs: { scopes, expires_in_days: request.expires_in_days ?? null },
    });
    return inserted;
  });
  if (!row) throw new AppError("internal", { internal: "a key that was inserted isn't there" });
  return { ...toApiKey(row), key: made.text };
}

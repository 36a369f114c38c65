import { database } from "@/db/client";
import { findApiKey, revokeApiKey } from "@/db/queries/api-keys";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import type { Principal } from "./schema";

/** Ends a key at once: one's own, or anybody's for an admin. Again is no error. Throws `not_found` for another's. */
export async function revokeKey(principal: Principal, id: string): Promise<void> {
  const db = await database();
  const everyone = principal.role === "admin" && principal.scopes.includes("admin");
  const key = await findApiKey(db, { id });
  if (!key || (!everyone && key.user_id !== principal.userId)) throw new AppError("not_found");
  await db.transaction(async (tx) => {
    if (!(await revokeApiKey(tx, { id, userId: undefined }))) return;
    await appendAudit(tx, {
      actor: { ...principal, kind: principal.kind },
      action: "key.revoked",
      onBehalfOf: key.user_id,
      target: { kind: "key", id, name: key.name },
    });
  });
}

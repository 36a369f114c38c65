import { database } from "@/db/client";
import { isTaken } from "@/db/is-taken";
import { findSignIn, findUser, updateUser } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { checkOwnPassword } from "./change-password";
import { type Me, type MePatch, meSchema, type Principal } from "./schema";

/** Who the caller is, with role and groups as they are now. */
export async function getMe(principal: Principal): Promise<Me> {
  const { kind, userId, role, scopes, keyId, sessionId } = principal;
  const user = userId ? await findUser(await database(), { id: userId }) : undefined;
  return meSchema.parse({
    kind,
    user: user ?? null,
    role,
    scopes,
    key_id: keyId,
    session_id: sessionId,
  });
}

/**
 * Changes one's own name or e-mail address; another address asks for the password, where there is one. Throws
 * `password_wrong`, `too_many_attempts`, `email_taken`.
 */
export async function changeMe(principal: Principal, patch: MePatch, address: string): Promise<Me> {
  const { name, email, current_password: password } = patch;
  const db = await database();
  const before = principal.userId ? await findSignIn(db, { id: principal.userId }) : undefined;
  if (!before) throw new AppError("not_found");
  const newEmail = email !== undefined && email !== before.email ? email : undefined;
  if (newEmail !== undefined) await checkOwnPassword(before, password, address);
  await db.transaction(async (tx) => {
    await updateUser(tx, { id: before.id, name, email: newEmail }).catch((error: unknown) => {
      throw isTaken(error) ? new AppError("email_taken") : error;
    });
    await appendAudit(tx, {
      actor: principal,
      action: "user.changed",
      target: { kind: "user", id: before.id, name: name || before.name },
      inputs: { name, email: newEmail },
    });
  });
  return getMe(principal);
}

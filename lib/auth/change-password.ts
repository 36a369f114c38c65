import { database } from "@/db/client";
import { dropTokensOf } from "@/db/queries/one-time-tokens";
import { endSessionsOf } from "@/db/queries/sessions";
import { findSignIn, type SignInRow, updateUser } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { hashPassword, isPassword } from "./password";
import type { PasswordChange, Principal } from "./schema";
import { clearAttempts, takeAttempt } from "./sign-in-throttle";

/**
 * Sets one's own password and ends every other session. Throws `password_wrong` for a wrong present one, where there
 * is one, and `too_many_attempts`.
 */
export async function changePassword(
  principal: Principal,
  change: PasswordChange,
  address: string,
): Promise<void> {
  const db = await database();
  const user = principal.userId ? await findSignIn(db, { id: principal.userId }) : undefined;
  if (!user) throw new AppError("not_found");
  await checkOwnPassword(user, change.current_password, address);
  const passwordHash = await hashPassword(change.new_password);
  await db.transaction(async (tx) => {
    await updateUser(tx, { id: user.id, passwordHash });
    const ended = await endSessionsOf(tx, { userId: user.id, keep: principal.sessionId });
    await dropTokensOf(tx, { userId: user.id });
    await appendAudit(tx, {
      actor: principal,
      action: "password.changed",
      target: { kind: "user", id: user.id, name: user.name },
      inputs: { by: "change", sessions_ended: ended },
    });
  });
}

/** Throws `password_wrong` unless it is theirs; somebody without a password has none to give. */
export async function checkOwnPassword(
  user: SignInRow,
  password: string | undefined,
  address: string,
): Promise<void> {
  if (user.password_hash === null) return;
  const attempt = { email: user.email ?? user.id, address };
  await takeAttempt(attempt);
  if (!(await isPassword(password ?? "", user.password_hash))) throw new AppError("password_wrong");
  await clearAttempts(attempt);
}

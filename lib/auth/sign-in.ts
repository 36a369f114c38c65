import { database } from "@/db/client";
import { findSignIn } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { nobody } from "./nobody";
import { isPassword } from "./password";
import type { SignInRequest } from "./schema";
import { clearAttempts, takeAttempt } from "./sign-in-throttle";
import { type StartedSession, startSession, type Visitor } from "./start-session";

/**
 * Signs somebody in by e-mail address and password. Throws `too_many_attempts`, and `sign_in_failed` whatever of it
 * was wrong: the same words after the same work for an account that isn't there, is disabled or has no password.
 */
export async function signIn({ email, password }: SignInRequest, visitor: Visitor): Promise<StartedSession> {
  const attempt = { email, address: visitor.address };
  await takeAttempt(attempt);
  const db = await database();
  const user = await findSignIn(db, { email: email.trim() });
  const right = await isPassword(password, user?.password_hash);
  if (!user || !right || user.disabled) {
    // In its own transaction: what failed is what there is to record.
    await db.transaction((tx) =>
      appendAudit(tx, {
        actor: nobody,
        action: "sign_in.failed",
        target: user ? { kind: "user", id: user.id, name: "" } : null,
        inputs: { by: "password" },
      }),
    );
    throw new AppError("sign_in_failed");
  }
  const session = await db.transaction((tx) =>
    startSession(tx, { user, visitor, by: "password", passwordHash: user.password_hash ?? "" }),
  );
  await clearAttempts(attempt);
  return session;
}

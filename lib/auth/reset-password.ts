// A forgotten password is set anew by a link that works once: by mail, or made by an admin.
import { database } from "@/db/client";
import { dropTokensOf, renewToken, tokenWorks, useToken } from "@/db/queries/one-time-tokens";
import { endSessionsOf } from "@/db/queries/sessions";
import { findSignIn, updateUser } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { sendMail } from "@/lib/notify/send-mail";
import { logger } from "@/lib/telemetry/logger";
import { nobody } from "./nobody";
import { hashPassword } from "./password";
import type { OneTimeLink, Principal, ResetRequest } from "./schema";
import { hashToken, newSecretToken } from "./secret-token";
import { clearAttempts, takeAttempt } from "./sign-in-throttle";
import { personActor } from "./start-session";

const hours = { mail: 2, admin: 48 } as const;

/**
 * Sends a link to whom the address belongs, if to anybody. Whether it does shows neither in the answer nor in how long
 * it takes: the account is looked for after the answer. Throws `too_many_attempts`.
 */
export async function requestReset(email: string, address: string): Promise<void> {
  await takeAttempt({ email, address, what: "reset" });
  if (!env().SMTP_URL) return;
  void mailLink(email).catch((error: unknown) =>
    logger().error({ err: error }, "no link for a new password"),
  );
}

async function mailLink(email: string): Promise<void> {
  const db = await database();
  const user = await findSignIn(db, { email });
  if (!user?.email || user.disabled) return;
  const token = newSecretToken();
  await db.transaction(async (tx) => {
    await renewToken(tx, resetToken(token, user.id, hours.mail));
    await appendAudit(tx, {
      actor: nobody,
      action: "password.link_sent",
      target: { kind: "user", id: user.id, name: user.name },
    });
  });
  await sendMail({
    to: user.email,
    subject: "A new password for Groundwork",
    text: `Set a new password here:\n\n${linkTo(env().PUBLIC_URL ?? "", token)}\n\nThe link works once, within ${hours.mail} hours. If you didn't ask for it, there is nothing to do: your password stays as it is.\n`,
  });
}

/** A link that an admin passes on by hand. `base` is the address under which people reach us. Throws `not_found`. */
export async function makeResetLink(principal: Principal, id: string, base: string): Promise<OneTimeLink> {
  const db = await database();
  const user = await findSignIn(db, { id });
  if (!user) throw new AppError("not_found");
  const token = newSecretToken();
  return db.transaction(async (tx) => {
    const expiresAt = await renewToken(tx, resetToken(token, id, hours.admin));
    await appendAudit(tx, {
      actor: principal,
      action: "password.link_made",
      target: { kind: "user", id, name: user.name },
    });
    return { url: linkTo(base, token), expires_at: expiresAt, mailed: false };
  });
}

/** Sets a new password by a link, which ends every session. Throws `link_invalid`. */
export async function resetPassword({ token, password }: ResetRequest, address: string): Promise<void> {
  const db = await database();
  const link = { tokenHash: hashToken(token), purpose: "reset" } as const;
  if (!(await tokenWorks(db, link))) throw new AppError("link_invalid");
  const passwordHash = await hashPassword(password);
  const email = await db.transaction(async (tx) => {
    const used = await useToken(tx, link);
    const user = used?.userId ? await findSignIn(tx, { id: used.userId }) : undefined;
    if (!user || user.disabled) throw new AppError("link_invalid");
    await updateUser(tx, { id: user.id, passwordHash });
    const ended = await endSessionsOf(tx, { userId: user.id });
    await dropTokensOf(tx, { userId: user.id });
    await appendAudit(tx, {
      actor: personActor(user),
      action: "password.changed",
      target: { kind: "user", id: user.id, name: user.name },
      inputs: { by: "link", sessions_ended: ended },
    });
    return user.email;
  });
  // Whoever had tried to guess the old one doesn't keep its owner out.
  if (email) await clearAttempts({ email, address });
}

function resetToken(token: string, userId: string, validHours: number) {
  return { tokenHash: hashToken(token), purpose: "reset", userId, hours: validHours } as const;
}

function linkTo(base: string, token: string): string {
  return `${base.replace(/\/+$/, "")}/reset?token=${token}`;
}

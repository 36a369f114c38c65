// The first admin is made by a link that each start prints until there is one.
import { database } from "@/db/client";
import { dropFirstAdminToken, renewToken, tokenWorks, useToken } from "@/db/queries/one-time-tokens";
import { adoptAnonymous, countAdmins, insertUser, lockAdmins } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { hashPassword } from "./password";
import type { WelcomeRequest } from "./schema";
import { hashToken, newSecretToken } from "./secret-token";
import { personActor, type StartedSession, startSession, type Visitor } from "./start-session";

const hours = 24 * 30;

/** A new secret for the link, which ends the one before; undefined once there is an admin. */
export async function renewFirstAdminToken(): Promise<string | undefined> {
  const db = await database();
  const token = newSecretToken();
  return db.transaction(async (tx) => {
    await lockAdmins(tx);
    if ((await countAdmins(tx)) > 0) {
      await dropFirstAdminToken(tx);
      return undefined;
    }
    await renewToken(tx, { tokenHash: hashToken(token), purpose: "first-admin", userId: null, hours });
    return token;
  });
}

/**
 * Makes the first admin, signs them in and gives them what was asked before there was anybody. Throws `link_invalid`
 * for a link that was used, replaced or came when there was an admin already; `email_taken`.
 */
export async function makeFirstAdmin(request: WelcomeRequest, visitor: Visitor): Promise<StartedSession> {
  const db = await database();
  const link = { tokenHash: hashToken(request.token), purpose: "first-admin" } as const;
  if (!(await tokenWorks(db, link))) throw new AppError("link_invalid");
  const passwordHash = request.password === undefined ? null : await hashPassword(request.password);
  return db.transaction(async (tx) => {
    await lockAdmins(tx);
    if (!(await useToken(tx, link)) || (await countAdmins(tx)) > 0) throw new AppError("link_invalid");
    const { name = "", email = null } = request;
    const id = await insertUser(tx, { name, email, role: "admin", passwordHash });
    if (!id) throw new AppError("email_taken");
    await adoptAnonymous(tx, { id });
    const user = { id, name: name || email || "Admin" };
    await appendAudit(tx, {
      actor: personActor(user),
      action: "user.joined",
      target: { kind: "user", ...user },
      inputs: { role: "admin", by: "welcome" },
    });
    return startSession(tx, { user, visitor, by: "welcome" });
  });
}

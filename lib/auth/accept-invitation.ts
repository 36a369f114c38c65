import { database, type Queryable } from "@/db/client";
import * as queries from "@/db/queries/invitations";
import { insertUser, joinGroups } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { hashPassword } from "./password";
import { type Invitation, type InvitationAccept, invitationSchema } from "./schema";
import { hashToken } from "./secret-token";
import { personActor, type StartedSession, startSession, type Visitor } from "./start-session";

/** What an invitation is for; looking doesn't use it up. Throws `link_invalid`. */
export async function lookUpInvitation(token: string): Promise<Invitation> {
  const row = await queries.findOpenInvitation(await database(), { tokenHash: hashToken(token) });
  if (!row) throw new AppError("link_invalid");
  return invitationSchema.parse(row);
}

/**
 * Makes the account that an invitation is for and signs in. Throws `link_invalid`, `email_taken`, and
 * `invalid_request` without an address, or with another than the invited one.
 */
export async function acceptInvitation(request: InvitationAccept, visitor: Visitor): Promise<StartedSession> {
  const db = await database();
  const found = await lookUpInvitation(request.token);
  const email = found.email ?? request.email;
  if (!email) throw wrongEmail("is missing");
  if (request.email && request.email.toLowerCase() !== email.toLowerCase())
    throw wrongEmail("is not the one that was invited");
  const passwordHash = await hashPassword(request.password);
  return db.transaction(async (tx) => {
    const invitation = await queries.useInvitation(tx, { id: found.id });
    if (!invitation) throw new AppError("link_invalid");
    const { name } = request;
    const user = await joinBy(tx, { invitation, name, email, passwordHash, by: "invitation" });
    return startSession(tx, { user, visitor, by: "invitation" });
  });
}

/** Makes the account of an invitation that was just used up. Throws `email_taken`. */
export async function joinBy(
  tx: Queryable,
  of: {
    invitation: queries.InvitationRow;
    name: string;
    email: string;
    passwordHash?: string;
    oidcSubject?: string;
    by: "invitation" | "provider";
  },
): Promise<{ id: string; name: string }> {
  const { invitation, name, email } = of;
  const { role, group_ids: groupIds } = invitation;
  const id = await insertUser(tx, {
    name,
    email,
    role,
    passwordHash: of.passwordHash ?? null,
    oidcSubject: of.oidcSubject ?? null,
  });
  if (!id) throw new AppError("email_taken");
  await joinGroups(tx, { id, groupIds });
  await queries.noteInvited(tx, { id: invitation.id, userId: id });
  const user = { id, name: name || email };
  await appendAudit(tx, {
    actor: personActor(user),
    action: "user.joined",
    target: { kind: "user", ...user },
    inputs: { role, group_ids: groupIds, invitation: invitation.id, by: of.by },
  });
  return user;
}

function wrongEmail(reason: string): AppError {
  return new AppError("invalid_request", {
    public: `The e-mail address ${reason}.`,
    invalidParams: [{ name: "email", reason }],
  });
}

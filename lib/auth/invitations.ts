// Invitations by link, as admins make them.
import { database } from "@/db/client";
import * as queries from "@/db/queries/invitations";
import { findSignIn, unknownGroups as findUnknownGroups } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { sendMail } from "@/lib/notify/send-mail";
import { decodeCursor, encodeCursor } from "@/lib/text/cursor";
import {
  type InvitationCreate,
  type InvitationCreated,
  type InvitationList,
  type InvitationListQuery,
  invitationCreatedSchema,
  invitationListSchema,
  type Principal,
} from "./schema";
import { hashToken, newSecretToken } from "./secret-token";
import { unknownGroups } from "./users";

const order = "invitations";

/**
 * Invites somebody; the link is told once, and goes out by mail where there are an address and a mail server. `base`
 * is the address under which people reach us. Throws `email_taken`, `invalid_request` for groups that aren't there.
 */
export async function createInvitation(
  principal: Principal,
  request: InvitationCreate,
  base: string,
): Promise<InvitationCreated> {
  const db = await database();
  const { email = null, role, group_ids: groupIds, expires_in_days: days = env().INVITATION_DAYS } = request;
  const unknown = await findUnknownGroups(db, { groupIds });
  if (unknown.length > 0) throw unknownGroups(unknown);
  if (email && (await findSignIn(db, { email }))) throw new AppError("email_taken");
  const token = newSecretToken();
  const invitation = await db.transaction(async (tx) => {
    const row = await queries.insertInvitation(tx, {
      tokenHash: hashToken(token),
      email,
      role,
      groupIds,
      invitedBy: principal.userId,
      days,
    });
    await appendAudit(tx, {
      actor: principal,
      action: "user.invited",
      target: { kind: "invitation", id: row.id, name: "" },
      inputs: { email, role, group_ids: groupIds, expires_at: row.expires_at },
    });
    return row;
  });
  const url = `${base}/invitation?token=${token}`;
  const mailed = email !== null && (await sendMail(invitationMail(email, principal.name, url, days)));
  return invitationCreatedSchema.parse({ ...invitation, url, mailed });
}

/** The latest first. Throws `invalid_request` for another list's cursor. */
export async function listInvitations({ limit, cursor }: InvitationListQuery): Promise<InvitationList> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, order);
  if (after && Number.isNaN(Number(after.value))) throw new AppError("invalid_request");
  const rows = await queries.listInvitations(await database(), { limit: limit + 1, after });
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const more = rows.length > limit && last;
  return invitationListSchema.parse({
    data,
    next_cursor: more ? encodeCursor({ order, value: last.sort_value, id: last.id }) : null,
  });
}

/** Takes an invitation back: its link no longer works. Throws `not_found` for one that was used. */
export async function withdrawInvitation(principal: Principal, id: string): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    const row = await queries.deleteInvitation(tx, { id });
    if (!row) throw new AppError("not_found");
    await appendAudit(tx, {
      actor: principal,
      action: "invitation.withdrawn",
      target: { kind: "invitation", id, name: "" },
    });
  });
}

function invitationMail(to: string, from: string, url: string, days: number) {
  return {
    to,
    subject: "Your invitation to Groundwork",
    text: `${from} invites you to Groundwork, which answers questions from your organisation's own documents.\n\nMake your account here:\n\n${url}\n\nThe link works once, within ${days === 1 ? "a day" : `${days} days`}.\n`,
  };
}

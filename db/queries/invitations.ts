import { sql } from "drizzle-orm";
import { newId } from "@/lib/text/new-id";
import { textArray } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import type { RoleName } from "./users";

export interface InvitationRow extends Record<string, unknown> {
  id: string;
  email: string | null;
  role: RoleName;
  group_ids: string[];
  state: "open" | "used" | "expired";
  created_at: string;
  expires_at: string;
  sort_value: string;
}

const columns = sql`i.id, i.email, i.role, i.group_ids, ${isoTime(sql`i.created_at`)} as created_at,
  ${isoTime(sql`i.expires_at`)} as expires_at, extract(epoch from i.created_at)::text as sort_value,
  case when i.used_at is not null then 'used' when i.expires_at <= now() then 'expired' else 'open' end as state`;
const open = sql`i.used_at is null and i.expires_at > now()`;

export async function insertInvitation(
  db: Queryable,
  invitation: {
    tokenHash: string;
    email: string | null;
    role: RoleName;
    groupIds: string[];
    invitedBy: string | null;
    days: number;
  },
): Promise<InvitationRow> {
  const [row] = await db.execute<InvitationRow>(sql`
    insert into invitations as i (id, token_hash, email, role, group_ids, invited_by, expires_at)
    values (${newId("inv")}, ${invitation.tokenHash}, ${invitation.email}, ${invitation.role},
      ${textArray(invitation.groupIds)}, ${invitation.invitedBy}, now() + make_interval(days => ${invitation.days}))
    returning ${columns}`);
  if (!row) throw new Error("the invitation was not stored");
  return row;
}

/** The latest first. */
export async function listInvitations(
  db: Queryable,
  { limit, after }: { limit: number; after?: { value: string; id: string } | undefined },
): Promise<InvitationRow[]> {
  const behind = after
    ? sql`where (-extract(epoch from i.created_at), i.id) > (-${after.value}::numeric, ${after.id})`
    : sql``;
  const rows = await db.execute<InvitationRow>(sql`
    select ${columns} from invitations i ${behind} order by -extract(epoch from i.created_at), i.id limit ${limit}`);
  return [...rows];
}

/** An invitation that can be accepted, by its secret's hash. */
export async function findOpenInvitation(
  db: Queryable,
  by: { tokenHash: string } | { email: string },
): Promise<InvitationRow | undefined> {
  const found =
    "email" in by ? sql`lower(i.email) = lower(${by.email})` : sql`i.token_hash = ${by.tokenHash}`;
  const [row] = await db.execute<InvitationRow>(
    sql`select ${columns} from invitations i where ${found} and ${open} order by i.created_at desc limit 1`,
  );
  return row;
}

/** Uses an invitation up: of two at once one gets undefined. */
export async function useInvitation(
  db: Queryable,
  { id }: { id: string },
): Promise<InvitationRow | undefined> {
  const [row] = await db.execute<InvitationRow>(
    sql`update invitations i set used_at = now() where i.id = ${id} and ${open} returning ${columns}`,
  );
  return row;
}

export async function noteInvited(
  db: Queryable,
  { id, userId }: { id: string; userId: string },
): Promise<void> {
  await db.execute(sql`update invitations set used_by = ${userId} where id = ${id}`);
}

/** Takes an invitation back; undefined when there is none that was not used. */
export async function deleteInvitation(
  db: Queryable,
  { id }: { id: string },
): Promise<InvitationRow | undefined> {
  const [row] = await db.execute<InvitationRow>(
    sql`delete from invitations i where i.id = ${id} and i.used_at is null returning ${columns}`,
  );
  return row;
}

/** Takes back what somebody invited who may invite no longer. */
export async function dropInvitationsBy(db: Queryable, { userId }: { userId: string }): Promise<void> {
  await db.execute(sql`delete from invitations where invited_by = ${userId} and used_at is null`);
}

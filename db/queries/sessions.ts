import { sql } from "drizzle-orm";
import { newId } from "@/lib/text/new-id";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

export interface SessionRow extends Record<string, unknown> {
  id: string;
  user_agent: string;
  address: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
}

/**
 * Begins a session. Undefined, having done nothing, when the person was disabled or removed meanwhile, or has
 * another password than the one that was checked (`passwordHash`).
 */
export async function insertSession(
  db: Queryable,
  session: {
    tokenHash: string;
    userId: string;
    userAgent: string;
    address: string;
    days: number;
    passwordHash?: string | undefined;
  },
): Promise<string | undefined> {
  const same =
    session.passwordHash === undefined ? sql`` : sql`and u.password_hash = ${session.passwordHash}`;
  const [row] = await db.execute<{ id: string }>(sql`
    insert into sessions (id, token_hash, user_id, user_agent, address, expires_at)
    select ${newId("ses")}, ${session.tokenHash}, u.id, ${session.userAgent}, ${session.address},
      now() + make_interval(days => ${session.days})
    from users u where u.id = ${session.userId} and u.disabled_at is null ${same} for no key update
    returning id`);
  if (row) {
    await db.execute(sql`delete from sessions where user_id = ${session.userId} and expires_at <= now()`);
    await db.execute(sql`update users set last_seen_at = now() where id = ${session.userId}`);
  }
  return row?.id;
}

/** The sessions of a person, the last used first. */
export async function listSessions(db: Queryable, { userId }: { userId: string }): Promise<SessionRow[]> {
  const rows = await db.execute<SessionRow>(sql`
    select id, user_agent, address, ${isoTime(sql`created_at`)} as created_at,
      ${isoTime(sql`last_seen_at`)} as last_seen_at, ${isoTime(sql`expires_at`)} as expires_at
    from sessions where user_id = ${userId} and expires_at > now() order by sessions.last_seen_at desc, id`);
  return [...rows];
}

/** Ends a session of the person's; false when there is none. It acts on the next request. */
export async function endSession(
  db: Queryable,
  { id, userId }: { id: string; userId: string },
): Promise<boolean> {
  const rows = await db.execute(
    sql`delete from sessions where id = ${id} and user_id = ${userId} returning id`,
  );
  return rows.length > 0;
}

/** Ends the sessions of a person but for `keep`, and says how many. */
export async function endSessionsOf(
  db: Queryable,
  { userId, keep = null }: { userId: string; keep?: string | null },
): Promise<number> {
  const rows = await db.execute(
    sql`delete from sessions where user_id = ${userId} and id is distinct from ${keep} returning id`,
  );
  return rows.length;
}

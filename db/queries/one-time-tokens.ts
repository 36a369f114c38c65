// Links that work once. A link is found by the hash of its secret; using it deletes the row, so that of two at
// once one finds nothing.
import { sql } from "drizzle-orm";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

type Purpose = "first-admin" | "reset";

/** Keeps a link and forgets those before it of the same purpose and person. Returns when it ends, ISO 8601. */
export async function renewToken(
  db: Queryable,
  token: { tokenHash: string; purpose: Purpose; userId: string | null; hours: number },
): Promise<string> {
  await db.execute(sql`
    delete from one_time_tokens where (purpose = ${token.purpose} and user_id is not distinct from ${token.userId})
      or expires_at <= now()`);
  const [row] = await db.execute<{ expires_at: string }>(sql`
    insert into one_time_tokens (token_hash, purpose, user_id, expires_at)
    values (${token.tokenHash}, ${token.purpose}, ${token.userId}, now() + make_interval(hours => ${token.hours}))
    returning ${isoTime(sql`expires_at`)} as expires_at`);
  return row?.expires_at ?? "";
}

/** Whether the link would work. */
export async function tokenWorks(
  db: Queryable,
  { tokenHash, purpose }: { tokenHash: string; purpose: Purpose },
): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from one_time_tokens
    where token_hash = ${tokenHash} and purpose = ${purpose} and expires_at > now()`);
  return rows.length > 0;
}

/** Uses a link up: undefined when there is none, else whose it is. */
export async function useToken(
  db: Queryable,
  { tokenHash, purpose }: { tokenHash: string; purpose: Purpose },
): Promise<{ userId: string | null } | undefined> {
  const [row] = await db.execute<{ user_id: string | null }>(sql`
    delete from one_time_tokens
    where token_hash = ${tokenHash} and purpose = ${purpose} and expires_at > now() returning user_id`);
  return row && { userId: row.user_id };
}

/** Forgets every link of a person's. */
export async function dropTokensOf(db: Queryable, { userId }: { userId: string }): Promise<void> {
  await db.execute(sql`delete from one_time_tokens where user_id = ${userId}`);
}

/** Forgets the link that makes the first admin. */
export async function dropFirstAdminToken(db: Queryable): Promise<void> {
  await db.execute(sql`delete from one_time_tokens where purpose = 'first-admin'`);
}

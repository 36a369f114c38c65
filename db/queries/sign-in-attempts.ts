import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

export interface Attempts extends Record<string, unknown> {
  count: number;
  /** Until the count begins anew. */
  seconds: number;
}

/** Counts an attempt and returns how many it makes in this window, in one statement, so that none is lost. */
export async function countAttempt(
  db: Queryable,
  { subject, windowSeconds }: { subject: string; windowSeconds: number },
): Promise<Attempts> {
  const [row] = await db.execute<Attempts>(sql`
    insert into sign_in_attempts as a (subject, count, window_ends_at)
    values (${subject}, 1, now() + make_interval(secs => ${windowSeconds}))
    on conflict (subject) do update set
      count = case when a.window_ends_at <= now() then 1 else a.count + 1 end,
      window_ends_at = case when a.window_ends_at <= now() then excluded.window_ends_at else a.window_ends_at end
    returning a.count, ceil(extract(epoch from a.window_ends_at - now()))::int as seconds`);
  if (!row) throw new Error("the attempt was not counted");
  return row;
}

/** Takes attempts back that turned out right, and forgets windows that are over. */
export async function forgetAttempts(
  db: Queryable,
  { account, address }: { account: string; address?: string },
): Promise<void> {
  await db.execute(sql`delete from sign_in_attempts where subject = ${account}`);
  if (address)
    await db.execute(
      sql`update sign_in_attempts set count = greatest(count - 1, 0) where subject = ${address}`,
    );
  await db.execute(sql`
    delete from sign_in_attempts where subject in (
      select subject from sign_in_attempts where window_ends_at < now() limit 1000 for update skip locked)`);
}

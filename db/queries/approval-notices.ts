// Telling approvers: one row says of how much was told, and when it was last tried, for all processes together.
import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

const key = "approvals_notice";
/** Since when something waits: since it was asked for, or came back to be decided again. */
const since = sql.raw("greatest(created_at, coalesce(decided_at, created_at))");

export interface WaitingNews {
  count: number;
  tools: string[];
  /** Up to when it is told of, as microseconds of the epoch. */
  until: number;
}

/**
 * Takes the turn to tell of what waits and wasn't told of yet, at most once in `everySeconds`; null when there is
 * nothing new or somebody had the turn.
 */
export async function takeNotice(
  db: Queryable,
  { everySeconds }: { everySeconds: number },
): Promise<WaitingNews | null> {
  const [news] = await db.execute<{ count: number; tools: string[] | null; until: string | null }>(sql`
    select count(*)::int as count, array_agg(distinct tool order by tool) as tools,
      (extract(epoch from max(${since})) * 1000000)::bigint::text as until
    from approvals where state in ('pending', 'conflict') and expires_at > now()`);
  if (!news?.until) return null;
  const taken = await db.execute(sql`
    insert into settings (key, value, updated_at) values (${key}, '{"until": 0}'::jsonb, now())
    on conflict (key) do update set updated_at = now()
      where settings.updated_at <= now() - make_interval(secs => ${everySeconds})
        and (settings.value->>'until')::bigint < ${news.until}::bigint
    returning key`);
  if (taken.length === 0) return null;
  return { count: news.count, tools: news.tools ?? [], until: Number(news.until) };
}

/** Notes that it was told. Until then the same news are tried again when it is time. */
export async function noteTold(db: Queryable, { until }: { until: number }): Promise<void> {
  await db.execute(
    sql`update settings set value = jsonb_build_object('until', ${until}::bigint) where key = ${key}`,
  );
}

/** E-mail addresses of those who may decide, at most `limit`. */
export async function approverAddresses(db: Queryable, { limit }: { limit: number }): Promise<string[]> {
  const rows = await db.execute<{ email: string }>(sql`
    select email from users
    where role in ('approver', 'admin') and disabled_at is null and email is not null
    order by created_at, id limit ${limit}`);
  return rows.map(({ email }) => email);
}

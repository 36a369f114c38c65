// Daily use by subject. What an answer may need is held before it is made, so that many at once can't pass a quota
// together, and settled after. Holds of a process that died are given back once they have expired.
import { sql } from "drizzle-orm";
import type { Database, Queryable } from "../client";
import { executePrepared } from "../prepared";

export interface UsageLimits {
  /** 0 is no limit. */
  tokens: number;
  /** Millionths of a US dollar; 0 is no limit. */
  cost: number;
}

export interface UsageRow extends Record<string, unknown> {
  subject: string;
  day: string;
  questions: number;
  input_tokens: number;
  output_tokens: number;
  cost: number;
  reserved_tokens: number;
  reserved_cost: number;
}

/**
 * Holds tokens and cost for one answer of every subject, or of none: false when that would pass a subject's limit.
 * `id` names the hold.
 */
export async function reserveUsage(
  db: Database,
  hold: {
    id: string;
    subjects: string[];
    tokens: number;
    cost: number;
    limits: UsageLimits;
    seconds: number;
  },
): Promise<boolean> {
  return db
    .transaction(async (tx) => {
      for (const subject of [...hold.subjects].sort()) {
        if (!(await reserveOne(tx, { ...hold, subject }))) throw new PastLimit();
      }
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof PastLimit) return false;
      throw error;
    });
}

class PastLimit extends Error {}

async function reserveOne(
  tx: Queryable,
  hold: { id: string; subject: string; tokens: number; cost: number; limits: UsageLimits; seconds: number },
): Promise<boolean> {
  const { id, subject, tokens, cost, limits, seconds } = hold;
  const rows = await tx.execute<{ day: string }>(sql`
    with today as (select (now() at time zone 'utc')::date as day),
    taken as (
      insert into usage as u (subject, day, reserved_tokens, reserved_cost)
      select ${subject}, day, ${tokens}::bigint, ${cost}::bigint from today
      where (${limits.tokens}::bigint = 0 or ${tokens}::bigint <= ${limits.tokens}::bigint)
        and (${limits.cost}::bigint = 0 or ${cost}::bigint <= ${limits.cost}::bigint)
      on conflict (subject, day) do update set
        reserved_tokens = u.reserved_tokens + excluded.reserved_tokens,
        reserved_cost = u.reserved_cost + excluded.reserved_cost
      where (${limits.tokens}::bigint = 0
          or u.input_tokens + u.output_tokens + u.reserved_tokens + excluded.reserved_tokens <= ${limits.tokens}::bigint)
        and (${limits.cost}::bigint = 0
          or u.cost + u.reserved_cost + excluded.reserved_cost <= ${limits.cost}::bigint)
      returning u.day)
    insert into usage_reservations (id, subject, day, tokens, cost, expires_at)
    select ${id}, ${subject}, day, ${tokens}::bigint, ${cost}::bigint, now() + make_interval(secs => ${seconds}::double precision)
    from taken
    returning day::text`);
  return rows.length === 1;
}

export interface UsedByOne {
  /** Of the hold. */
  id: string;
  subject: string;
  inputTokens: number;
  outputTokens: number;
  cost: number;
}

/**
 * Gives back what the holds held, if they held anything, and counts what was really used on the days they were held
 * for. One statement, however many there are.
 */
export async function settleUsages(db: Queryable, used: UsedByOne[]): Promise<void> {
  await executePrepared(
    db,
    sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(used)}::json) as g(id text, subject text, "inputTokens" bigint,
        "outputTokens" bigint, cost bigint)),
    held as (
      delete from usage_reservations r using given g where r.id = g.id and r.subject = g.subject
      returning r.id, r.subject, r.day, r.tokens, r.cost),
    sums as (
      select g.subject, coalesce(h.day, (now() at time zone 'utc')::date) as day, count(*) as questions,
        sum(g."inputTokens") as input_tokens, sum(g."outputTokens") as output_tokens, sum(g.cost) as cost,
        coalesce(sum(h.tokens), 0) as tokens_held, coalesce(sum(h.cost), 0) as cost_held
      from given g left join held h on h.id = g.id and h.subject = g.subject group by 1, 2)
    insert into usage as u (subject, day, questions, input_tokens, output_tokens, cost)
    select subject, day, questions, input_tokens, output_tokens, cost from sums order by subject, day
    on conflict (subject, day) do update set
      questions = u.questions + excluded.questions,
      input_tokens = u.input_tokens + excluded.input_tokens,
      output_tokens = u.output_tokens + excluded.output_tokens,
      cost = u.cost + excluded.cost,
      reserved_tokens = u.reserved_tokens
        - (select s.tokens_held from sums s where s.subject = excluded.subject and s.day = excluded.day),
      reserved_cost = u.reserved_cost
        - (select s.cost_held from sums s where s.subject = excluded.subject and s.day = excluded.day)`,
  );
}

/** Gives back holds of processes that ended before they settled. Returns how many. */
export async function releaseExpiredUsage(db: Queryable): Promise<number> {
  const rows = await db.execute<{ subject: string }>(sql`
    with gone as (delete from usage_reservations where expires_at < now() returning subject, day, tokens, cost),
    sums as (select subject, day, sum(tokens) as tokens, sum(cost) as cost, count(*) as number from gone group by subject, day)
    update usage u set reserved_tokens = u.reserved_tokens - s.tokens, reserved_cost = u.reserved_cost - s.cost
    from sums s where u.subject = s.subject and u.day = s.day
    returning u.subject`);
  return rows.length;
}

/** What subjects have used today (UTC). */
export async function findUsage(db: Queryable, subjects: string[]): Promise<UsageRow[]> {
  return db.execute<UsageRow>(sql`
    select subject, day::text, questions, input_tokens::float8, output_tokens::float8, cost::float8,
      reserved_tokens::float8, reserved_cost::float8
    from usage where day = (now() at time zone 'utc')::date
      and subject in (${sql.join(
        subjects.map((subject) => sql`${subject}`),
        sql`, `,
      )})`);
}

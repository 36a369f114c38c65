// What the pages of Evals show of many runs or many results at once: few columns, counted and cut in the database.
import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

export interface RunLineRow extends Record<string, unknown> {
  id: string;
  suite: string;
  state: "queued" | "running" | "completed" | "failed" | "cancelled";
  config_name: string;
  repeat: number;
  total: number;
  done: number;
  commit: string;
  model: string;
  prompt_version: string;
  note: string;
  /** Scores of all cases. */
  scores: unknown;
  created_at: string;
  finished_at: string | null;
}

export interface RunLineFilter {
  suite: string | undefined;
  config: string | undefined;
  state: RunLineRow["state"] | undefined;
  /** Words of the note, commit or model. */
  q: string | undefined;
  /** `created`, `config`, `state`, or the name of a metric. */
  sort: string;
  descending: boolean;
  limit: number;
  offset: number;
}

const lineColumns = sql`r.id, r.dataset_id as suite, r.state, r.config_name, r.repeat, r.total, r.done, r.commit, r.model,
  r.prompt_version, r.note, r.scores->'all' as scores, ${isoTime(sql`r.created_at`)} as created_at,
  ${isoTime(sql`r.finished_at`)} as finished_at`;

/** Runs as lines of a table, without their cases and slices. The last key of the order is the id. */
export async function listRunLines(
  db: Queryable,
  filter: RunLineFilter,
): Promise<{ rows: RunLineRow[]; total: number }> {
  const conditions: SQL[] = [sql`true`];
  if (filter.suite !== undefined) conditions.push(sql`r.dataset_id = ${filter.suite}`);
  if (filter.config !== undefined) conditions.push(sql`r.config_name = ${filter.config}`);
  if (filter.state !== undefined) conditions.push(sql`r.state = ${filter.state}`);
  if (filter.q !== undefined)
    conditions.push(
      sql`strpos(lower(concat_ws(' ', r.id, r.note, r.commit, r.model, r.config_name)), lower(${filter.q})) > 0`,
    );
  const where = sql.join(conditions, sql` and `);
  const key = orderOf(filter.sort);
  const direction = filter.descending ? sql`desc nulls last` : sql`asc nulls last`;
  const rows = await db.execute<RunLineRow>(sql`
    select ${lineColumns} from eval_runs r where ${where} order by ${key} ${direction}, r.created_at desc, r.id
    limit ${filter.limit} offset ${filter.offset}`);
  const [count] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from eval_runs r where ${where}`,
  );
  return { rows, total: count?.count ?? 0 };
}

/** The last completed run of the same suite and configuration that was begun before `id`. */
export async function findRunBefore(db: Queryable, { id }: { id: string }): Promise<string | null> {
  const [row] = await db.execute<{ id: string }>(sql`
    select r.id from eval_runs r join eval_runs this on this.id = ${id}
    where r.dataset_id = this.dataset_id and r.config_name = this.config_name and r.state = 'completed'
      and r.created_at < this.created_at
    order by r.created_at desc limit 1`);
  return row?.id ?? null;
}

function orderOf(sort: string): SQL {
  if (sort === "created") return sql`r.created_at`;
  if (sort === "config") return sql`r.config_name`;
  if (sort === "state") return sql`r.state`;
  return sql`(r.scores->'all'->${sort}->>'value')::float8`;
}

/** The last completed runs of a suite, the oldest first: the points of a trend. */
export async function listTrend(
  db: Queryable,
  of: { suite: string; config: string | undefined; limit: number },
): Promise<RunLineRow[]> {
  const only = of.config === undefined ? sql`true` : sql`r.config_name = ${of.config}`;
  const rows = await db.execute<RunLineRow>(sql`
    select ${lineColumns} from eval_runs r
    where r.dataset_id = ${of.suite} and r.state = 'completed' and r.scores is not null and ${only}
    order by r.created_at desc, r.id desc limit ${of.limit}`);
  return [...rows].reverse();
}

/** Names of configurations that a suite was run with. */
export async function listConfigNames(db: Queryable, { suite }: { suite: string }): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(
    sql`select distinct config_name as name from eval_runs where dataset_id = ${suite} order by 1`,
  );
  return rows.map(({ name }) => name);
}

export interface Bin extends Record<string, unknown> {
  /** Number of the bin, from 0. */
  bin: number;
  outcome: "right" | "wrong" | "refused" | "error";
  count: number;
}

/** How many results of a run fall where: latency in `bins` equal parts up to `longestMs`, confidence in tenths. */
export async function countDistribution(
  db: Queryable,
  { runId, bins }: { runId: string; bins: number },
): Promise<{ longestMs: number; latency: Bin[]; confidence: Bin[]; costUsd: number | null; tokens: number }> {
  // Results are wide, so they are read once: counted by whole millisecond, by tenth, and all together.
  // `least` leaves out what is null: an answer without a confidence would stand among the surest.
  const rows = await db.execute<{
    part: number;
    outcome: Bin["outcome"];
    ms: number | null;
    tenth: number | null;
    count: number;
    cost: number | null;
    tokens: number;
  }>(sql`
    select grouping(r.outcome, r.ms, r.tenth)::int as part, r.outcome, r.ms, r.tenth, count(*)::int as count,
      sum(r.cost_usd)::float8 as cost, coalesce(sum(r.tokens), 0)::float8 as tokens
    from (
      select e.outcome, round(e.latency_ms)::int as ms,
        case when e.confidence is not null then least(9, floor(e.confidence * 10)::int) end as tenth,
        e.cost_usd, e.input_tokens + e.output_tokens as tokens
      from eval_results e where e.run_id = ${runId}
    ) r
    group by grouping sets ((r.outcome, r.ms), (r.outcome, r.tenth), ()) order by r.ms, r.tenth, r.outcome`);
  const timed = rows.filter(({ part, ms }) => part === byMs && ms !== null);
  const longestMs = Math.max(1, slowest(timed));
  const latency = new Map<string, Bin>();
  for (const { outcome, ms, count } of timed) {
    const bin = Math.min(bins - 1, Math.floor(((ms ?? 0) / longestMs) * bins));
    const known = latency.get(`${bin} ${outcome}`);
    latency.set(`${bin} ${outcome}`, { bin, outcome, count: (known?.count ?? 0) + count });
  }
  const confidence = rows
    .filter(({ part, tenth }) => part === byTenth && tenth !== null)
    .map(({ outcome, tenth, count }) => ({ bin: tenth ?? 0, outcome, count }));
  const whole = rows.find(({ part }) => part === together);
  return {
    longestMs,
    latency: [...latency.values()],
    confidence,
    costUsd: whole?.cost ?? null,
    tokens: whole?.tokens ?? 0,
  };
}

/** What `grouping` says of a row: a bit for each of outcome, time and confidence that it is not counted by. */
const byMs = 0b001;
const byTenth = 0b010;
const together = 0b111;

/** What 99 of 100 take at most, so that one slow answer doesn't press the others together. */
function slowest(timed: { ms: number | null; count: number }[]): number {
  const all = timed.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const { ms, count } of timed) {
    before += count;
    if (before >= all * 0.99) return ms ?? 0;
  }
  return 0;
}

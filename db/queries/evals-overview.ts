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
  const [whole] = await db.execute<{ longest: number | null; cost: number | null; tokens: number }>(sql`
    select percentile_cont(0.99) within group (order by e.latency_ms) as longest, sum(e.cost_usd)::float8 as cost,
      coalesce(sum(e.input_tokens + e.output_tokens), 0)::float8 as tokens
    from eval_results e where e.run_id = ${runId}`);
  // What takes longer than all but one of a hundred stands in the last bin.
  const longestMs = Math.max(1, Number(whole?.longest ?? 1));
  const latency = await db.execute<Bin>(sql`
    select least(${bins - 1}, floor(e.latency_ms / ${longestMs}::float8 * ${bins})::int) as bin, e.outcome, count(*)::int as count
    from eval_results e where e.run_id = ${runId} and e.latency_ms is not null group by 1, 2 order by 1, 2`);
  const confidence = await db.execute<Bin>(sql`
    select least(9, floor(e.confidence * 10)::int) as bin, e.outcome, count(*)::int as count
    from eval_results e where e.run_id = ${runId} and e.confidence is not null group by 1, 2 order by 1, 2`);
  return { longestMs, latency, confidence, costUsd: whole?.cost ?? null, tokens: whole?.tokens ?? 0 };
}

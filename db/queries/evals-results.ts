// Results of runs. Lists leave out what was expected and what came: those are read one at a time, or for a report.
import { type SQL, sql } from "drizzle-orm";
import { textArray } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

export interface NewResult {
  runId: string;
  caseId: string;
  attempt: number;
  question: string;
  kind: string;
  split: "tuning" | "held_back";
  tags: string[];
  mustPass: boolean;
  expect: "answer" | "refuse";
  outcome: "right" | "wrong" | "refused" | "error";
  passed: boolean;
  reasons: string[];
  refused: boolean;
  confidence: number | null;
  latencyMs: number | null;
  inputTokens: number;
  outputTokens: number;
  costUsd: number | null;
  traceId: string;
  scores: Record<string, number>;
  expected: unknown;
  got: unknown;
}

/** Stores a result of a run that `owner` still holds; false when it was lost. A case done twice keeps its first result. */
export async function insertResult(
  db: Queryable,
  { result, owner }: { result: NewResult; owner: string },
): Promise<boolean> {
  const [row] = await db.execute(sql`
    with held as (select id from eval_runs where id = ${result.runId} and lease_owner = ${owner} and state = 'running'),
    stored as (insert into eval_results (run_id, case_id, attempt, question, kind, split, tags, must_pass, expect, outcome, passed,
      reasons, refused, confidence, latency_ms, input_tokens, output_tokens, cost_usd, trace_id, scores, expected, got)
    select held.id, ${result.caseId}, ${result.attempt}, ${result.question}, ${result.kind}, ${result.split},
      ${textArray(result.tags)}, ${result.mustPass}, ${result.expect}, ${result.outcome}, ${result.passed},
      ${textArray(result.reasons)}, ${result.refused}, ${result.confidence}::float8, ${result.latencyMs}::float8,
      ${result.inputTokens}, ${result.outputTokens}, ${result.costUsd}::float8, ${result.traceId},
      ${JSON.stringify(result.scores)}::jsonb, ${JSON.stringify(result.expected)}::jsonb, ${JSON.stringify(result.got)}::jsonb
    from held on conflict (run_id, case_id, attempt) do nothing)
    select id from held`);
  return row !== undefined;
}

export interface ResultRow extends Record<string, unknown> {
  id: number;
  run_id: string;
  case_id: string;
  attempt: number;
  question: string;
  kind: string;
  split: "tuning" | "held_back";
  tags: string[];
  must_pass: boolean;
  expect: "answer" | "refuse";
  outcome: "right" | "wrong" | "refused" | "error";
  passed: boolean;
  reasons: string[];
  refused: boolean;
  confidence: number | null;
  latency_ms: number | null;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number | null;
  trace_id: string;
  scores: Record<string, number>;
  created_at: string;
}

export interface ResultDetailRow extends ResultRow {
  expected: unknown;
  got: unknown;
}

const columns = sql`e.id::float8 as id, e.run_id, e.case_id, e.attempt, e.question, e.kind, e.split, e.tags, e.must_pass,
  e.expect, e.outcome, e.passed, e.reasons, e.refused, e.confidence, e.latency_ms, e.input_tokens, e.output_tokens,
  e.cost_usd, e.trace_id, e.scores, ${isoTime(sql`e.created_at`)} as created_at`;

/** What was done of a run, to go on from there. */
export async function listDone(
  db: Queryable,
  { runId }: { runId: string },
): Promise<{ case_id: string; attempt: number }[]> {
  return await db.execute(sql`select case_id, attempt from eval_results where run_id = ${runId}`);
}

/** Every result of a run without what was expected and what came. */
export async function readResults(db: Queryable, { runId }: { runId: string }): Promise<ResultRow[]> {
  return await db.execute<ResultRow>(
    sql`select ${columns} from eval_results e where e.run_id = ${runId} order by e.id`,
  );
}

/** Every result of a run with everything: for reports and exports. */
export async function readResultDetails(
  db: Queryable,
  { runId, ids }: { runId: string; ids?: number[] | undefined },
): Promise<ResultDetailRow[]> {
  const only: SQL =
    ids === undefined
      ? sql`true`
      : sql`e.id in (select (jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))::bigint)`;
  return await db.execute<ResultDetailRow>(
    sql`select ${columns}, e.expected, e.got from eval_results e where e.run_id = ${runId} and ${only} order by e.id`,
  );
}

export async function findResult(
  db: Queryable,
  { id }: { id: number },
): Promise<ResultDetailRow | undefined> {
  const [row] = await db.execute<ResultDetailRow>(
    sql`select ${columns}, e.expected, e.got from eval_results e where e.id = ${id}`,
  );
  return row;
}

export const resultSorts = {
  order: sql`e.id`,
  question: sql`lower(e.question)`,
  kind: sql`e.kind`,
  outcome: sql`e.outcome`,
  passed: sql`e.passed`,
  confidence: sql`e.confidence`,
  latency_ms: sql`e.latency_ms`,
  cost_usd: sql`e.cost_usd`,
  citation_precision: sql`(e.scores->>'citation_precision')::float8`,
  citation_recall: sql`(e.scores->>'citation_recall')::float8`,
  key_point_recall: sql`(e.scores->>'key_point_recall')::float8`,
  ndcg_at_10: sql`(e.scores->>'ndcg_at_10')::float8`,
} as const;

export interface ResultFilter {
  runId: string | undefined;
  caseId: string | undefined;
  kind: string | undefined;
  split: "tuning" | "held_back" | undefined;
  tag: string | undefined;
  outcome: ResultRow["outcome"] | undefined;
  passed: boolean | undefined;
  mustPass: boolean | undefined;
  q: string | undefined;
  sort: keyof typeof resultSorts;
  descending: boolean;
  limit: number;
  offset: number;
}

/** Results by any filter and order. The last key of the order is the id, so pages don't overlap. */
export async function listResults(
  db: Queryable,
  filter: ResultFilter,
): Promise<{ rows: ResultRow[]; total: number }> {
  const conditions: SQL[] = [];
  if (filter.runId !== undefined) conditions.push(sql`e.run_id = ${filter.runId}`);
  if (filter.caseId !== undefined) conditions.push(sql`e.case_id = ${filter.caseId}`);
  if (filter.kind !== undefined) conditions.push(sql`e.kind = ${filter.kind}`);
  if (filter.split !== undefined) conditions.push(sql`e.split = ${filter.split}`);
  if (filter.tag !== undefined) conditions.push(sql`${filter.tag} = any(e.tags)`);
  if (filter.outcome !== undefined) conditions.push(sql`e.outcome = ${filter.outcome}`);
  if (filter.passed !== undefined) conditions.push(sql`e.passed = ${filter.passed}`);
  if (filter.mustPass !== undefined) conditions.push(sql`e.must_pass = ${filter.mustPass}`);
  if (filter.q !== undefined) conditions.push(sql`strpos(lower(e.question), lower(${filter.q})) > 0`);
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  const after = filter.descending ? sql`desc nulls last` : sql`asc nulls last`;
  // Ordered by key and id alone and counted on the way: whole rows are read for the page that is shown.
  const rows = await db.execute<ResultRow & { total: number }>(sql`
    with found as materialized (
      select e.id, ${resultSorts[filter.sort]} as key from eval_results e where ${where}
    ), page as (
      select id, key from found order by key ${after}, id limit ${filter.limit} offset ${filter.offset}
    )
    select ${columns}, (select count(*)::int from found) as total from page join eval_results e on e.id = page.id
    order by page.key ${after}, e.id`);
  const [first] = rows;
  if (first) return { rows, total: first.total };
  const [count] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from eval_results e where ${where}`,
  );
  return { rows, total: count?.count ?? 0 };
}

/** A case's results over runs, newest first, with the run's commit and configuration. */
export async function listHistory(
  db: Queryable,
  { caseId, limit }: { caseId: string; limit: number },
): Promise<(ResultRow & { commit: string; config_name: string })[]> {
  return await db.execute(sql`
    select ${columns}, r.commit, r.config_name from eval_results e join eval_runs r on r.id = e.run_id
    where e.case_id = ${caseId} order by e.created_at desc, e.id desc limit ${limit}`);
}

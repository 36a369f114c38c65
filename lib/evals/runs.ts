// What admins do with runs: see, start, follow, cancel, compare. The door has checked that they are admins.
import { setTimeout as sleep } from "node:timers/promises";
import { database } from "@/db/client";
import { listDatasets } from "@/db/queries/evals";
import {
  findResult,
  listHistory,
  listResults,
  readResultDetails,
  readResults,
} from "@/db/queries/evals-results";
import { findRun, type RunRow, listRuns as readRuns, requestRunCancel } from "@/db/queries/evals-runs";
import { AppError } from "@/lib/errors/app-error";
import { compareResults } from "./compare-runs";
import { judgeTrust } from "./judge/judge-trust";
import {
  type Comparison,
  type EvalResult,
  type EvalResultDetail,
  type EvalRun,
  type EvalRunEvent,
  evalResultDetailSchema,
  evalResultSchema,
  evalRunSchema,
  type ResultListQuery,
  type RunListQuery,
  type RunRequest,
  type Suite,
  suiteSchema,
} from "./schema";
import { startRun as queueRun } from "./start-run";
import { toScored } from "./to-scored";

export async function listSuites(): Promise<Suite[]> {
  return (await listDatasets(await database())).map((row) => suiteSchema.parse(row));
}

export async function listRuns({
  query,
}: {
  query: RunListQuery;
}): Promise<{ data: EvalRun[]; total: number }> {
  const { rows, total } = await readRuns(await database(), {
    datasetId: query.suite,
    configName: query.config,
    state: query.state,
    limit: query.limit,
    offset: query.offset,
  });
  return { data: await Promise.all(rows.map(runView)), total };
}

/** Throws `not_found`. */
export async function getRun({ id }: { id: string }): Promise<EvalRun> {
  const row = await findRun(await database(), { id });
  if (!row) throw new AppError("not_found");
  return runView(row);
}

/** Puts a run on the list; a worker does it. Throws `not_found` for an unknown suite or configuration. */
export async function startRun(start: {
  request: RunRequest;
  startedBy: string | null;
  commit: string;
}): Promise<EvalRun> {
  return runView(await queueRun(await database(), start));
}

/** Stops a run within seconds; one that has ended stays as it is. Throws `not_found`. */
export async function cancelRun({ id }: { id: string }): Promise<EvalRun> {
  await requestRunCancel(await database(), { id });
  return getRun({ id });
}

/** A run as it goes on: at once, at each change, and `run-finished` at last. Throws `not_found` at first. */
export async function* followRun(follow: { id: string; signal: AbortSignal }): AsyncGenerator<EvalRunEvent> {
  let seen = "";
  while (!follow.signal.aborted) {
    const run = await getRun(follow);
    if (run.finished_at !== null) {
      yield { type: "run-finished", run };
      return;
    }
    const state = JSON.stringify(run);
    if (state !== seen) yield { type: "run-updated", run };
    seen = state;
    await sleep(500, undefined, { signal: follow.signal }).catch(() => {});
  }
}

export async function listRunResults({
  query,
}: {
  query: ResultListQuery;
}): Promise<{ data: EvalResult[]; total: number }> {
  const { rows, total } = await listResults(await database(), {
    runId: query.run,
    caseId: query.case,
    kind: query.kind,
    split: query.split,
    tag: query.tag,
    outcome: query.outcome,
    passed: query.passed,
    mustPass: query.must_pass,
    q: query.q,
    sort: query.sort,
    descending: query.order === "desc",
    limit: query.limit,
    offset: query.offset,
  });
  return { data: rows.map((row) => evalResultSchema.parse(row)), total };
}

/** Throws `not_found`. */
export async function getResult({ id }: { id: number }): Promise<EvalResultDetail> {
  const row = await findResult(await database(), { id });
  if (!row) throw new AppError("not_found");
  return evalResultDetailSchema.parse(row);
}

/** What a case came to in the last runs, newest first. */
export async function caseHistory({ caseId, limit = 50 }: { caseId: string; limit?: number }) {
  const rows = await listHistory(await database(), { caseId, limit });
  return rows.map((row) => ({
    ...evalResultSchema.parse(row),
    commit: row.commit,
    config_name: row.config_name,
  }));
}

/** Two runs of one suite on the cases that both have. Throws `not_found`, and `invalid_request` for two suites. */
export async function compareRuns({ a, b }: { a: string; b: string }): Promise<Comparison> {
  const db = await database();
  const [one, other] = await Promise.all([getRun({ id: a }), getRun({ id: b })]);
  if (one.suite !== other.suite)
    throw new AppError("invalid_request", { public: "The two runs are of different suites." });
  const [before, after] = await Promise.all([readResults(db, { runId: a }), readResults(db, { runId: b })]);
  const old = new Map(before.filter(({ attempt }) => attempt === 1).map((row) => [row.case_id, row]));
  const pairs = after.flatMap((row) => {
    const first = row.attempt === 1 ? old.get(row.case_id) : undefined;
    return first ? [{ first, row }] : [];
  });
  const turned = pairs.filter(({ first, row }) => first.passed !== row.passed);
  const details = async (runId: string, ids: number[]) =>
    new Map((await readResultDetails(db, { runId, ids })).map((row) => [row.id, answerOf(row.got)]));
  const saidBefore = await details(
    a,
    turned.map(({ first }) => first.id),
  );
  const saidAfter = await details(
    b,
    turned.map(({ row }) => row.id),
  );
  const better = turned.filter(({ row }) => row.passed).length;
  return {
    a,
    b,
    suite: one.suite,
    cases: pairs.length,
    counts: { better, worse: turned.length - better, unchanged: pairs.length - turned.length },
    metrics: compareResults(before.map(toScored), after.map(toScored)),
    turned: turned.map(({ first, row }) => ({
      case_id: row.case_id,
      question: row.question,
      kind: row.kind,
      must_pass: row.must_pass,
      a: side(first, saidBefore.get(first.id)),
      b: side(row, saidAfter.get(row.id)),
    })),
  };
}

function side(row: { id: number; passed: boolean; reasons: string[] }, answer: string | undefined) {
  return { result_id: row.id, passed: row.passed, answer: answer ?? "", reasons: row.reasons };
}

function answerOf(got: unknown): string {
  return (got as { answer?: string }).answer ?? "";
}

async function runView(row: RunRow): Promise<EvalRun> {
  const judge = await judgeTrust(await database(), { suite: row.dataset_id, config: row.config });
  return evalRunSchema.parse({ ...row, suite: row.dataset_id, judge });
}

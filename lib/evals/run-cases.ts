// Does a run: asks what is left of its cases, a few at a time, scores each and stores it at once, so that a run that
// is interrupted goes on where it was.
import { hostname } from "node:os";
import type { Database } from "@/db/client";
import { type DatasetRow, findCase, findDataset, hideChunks } from "@/db/queries/evals";
import { findResult, insertResult, listDone, readResults } from "@/db/queries/evals-results";
import { claimRun, findRun, finishRun, type RunRow, releaseRun, renewRun } from "@/db/queries/evals-runs";
import { withEnv } from "@/lib/env/env";
import { costOf } from "@/lib/models/prices";
import { searchModel } from "@/lib/retrieval/search-model";
import { logger } from "@/lib/telemetry/logger";
import { newId } from "@/lib/text/new-id";
import { askCase } from "./ask-case";
import { judgeAnswer } from "./judge/judge-answer";
import { settingsOf } from "./load-config";
import { suiteSourceId } from "./load-suite";
import { type ScoredCase, slicedScores } from "./metrics";
import { resolveQuotes, type SuiteDocument } from "./resolve-quotes";
import { type EvalConfig, evalConfigSchema, type GoldenCase, goldenCaseSchema } from "./schema";
import { scoreCase, scoreSearch } from "./score-case";
import { searchCase } from "./search-case";
import { runnerAccess, suiteDocuments } from "./sync-suite";
import { toScored } from "./to-scored";

const leaseSeconds = 60;

/**
 * Does the run `id`, or the oldest that waits, to its end. Undefined when there is none to do or another process has
 * it. An abort gives it back: whoever takes it next goes on.
 */
export async function runCases(
  db: Database,
  options: {
    id?: string;
    signal: AbortSignal;
    /** Cases asked at once. */
    concurrency?: number;
    onProgress?: (progress: { done: number; total: number; passed: number }) => void;
  },
): Promise<RunRow | undefined> {
  const owner = `${hostname()}/${process.pid}/${newId("evr")}`;
  const run = await claimRun(db, { id: options.id, owner, leaseSeconds });
  if (!run) return undefined;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const beat = setInterval(() => {
    renewRun(db, { id: run.id, owner, leaseSeconds }).then(
      ({ held, cancelled }) => {
        if (!held || cancelled) stop.abort(new Error(cancelled ? "cancelled" : "lost"));
      },
      (error: unknown) => logger().error({ err: error }, "the lease of an eval run was not renewed"),
    );
  }, 1000);
  let failure: string | null = null;
  try {
    await askAll(db, { ...options, run, owner, signal });
  } catch (error) {
    if (options.signal.aborted) {
      await releaseRun(db, { id: run.id, owner });
      return undefined;
    }
    if (!stop.signal.aborted) {
      logger().error({ err: error, run_id: run.id }, "an eval run failed");
      failure = error instanceof Error ? error.message : "unknown";
    }
  } finally {
    clearInterval(beat);
  }
  await finish(db, { run, owner, cancelled: stop.signal.aborted, failure });
  return findRun(db, { id: run.id });
}

interface Doing {
  run: RunRow;
  owner: string;
  signal: AbortSignal;
  concurrency?: number;
  onProgress?: (progress: { done: number; total: number; passed: number }) => void;
}

async function askAll(db: Database, doing: Doing): Promise<void> {
  const { run, signal } = doing;
  const dataset = await findDataset(db, { id: run.dataset_id });
  if (!dataset) throw new Error("the suite is gone");
  const config = evalConfigSchema.parse(run.config);
  const sourceIds = dataset.source_ids;
  const fault = config.fault?.kind === "chunks-lost" ? config.fault.share : 0;
  await hideChunks(db, { sourceIds, share: fault });
  try {
    const documents = await suiteDocuments(db, sourceIds);
    const done = new Set(
      (await listDone(db, { runId: run.id })).map((row) => `${row.case_id}#${row.attempt}`),
    );
    const left: { caseId: string; attempt: number }[] = [];
    for (let attempt = 1; attempt <= run.repeat; attempt++)
      for (const caseId of run.case_ids)
        if (!done.has(`${caseId}#${attempt}`)) left.push({ caseId, attempt });
    let count = done.size;
    let passed = 0;
    const next = async (): Promise<void> => {
      for (let task = left.shift(); task; task = left.shift()) {
        signal.throwIfAborted();
        const row = await findCase(db, { id: task.caseId });
        if (!row) continue;
        const item = goldenCaseSchema.parse(row.content);
        const { kind: suiteKind, today } = dataset;
        const context = { ...doing, item, config, documents, sourceIds, suiteKind, today, ...task };
        if (await askOne(db, context)) passed++;
        doing.onProgress?.({ done: ++count, total: run.total, passed });
      }
    };
    await withEnv(settingsOf(config), () =>
      Promise.all(Array.from({ length: doing.concurrency ?? 2 }, next)),
    );
  } finally {
    if (fault > 0) await hideChunks(db, { sourceIds, share: 0 });
  }
}

async function askOne(
  db: Database,
  doing: Doing & {
    item: GoldenCase;
    config: EvalConfig;
    documents: Map<string, SuiteDocument>;
    sourceIds: string[];
    suiteKind: DatasetRow["kind"];
    today: string | null;
    caseId: string;
    attempt: number;
  },
): Promise<boolean> {
  const { run, item, config, documents, sourceIds, signal } = doing;
  const { places } = resolveQuotes(item, documents);
  const hidden = new Set(item.forbidden_sources.map((name) => suiteSourceId(run.dataset_id, name)));
  const access = runnerAccess(sourceIds.filter((id) => !hidden.has(id)));
  const searching = doing.suiteKind === "retrieval";
  const ask = { item, places, documents, access, config, signal };
  const asked = searching ? await searchCase(ask) : await askCase({ ...ask, today: doing.today });
  const forbidden = new Set(
    [...documents.values()].filter(({ sourceId }) => hidden.has(sourceId)).map(({ document }) => document),
  );
  const score = searching
    ? scoreSearch({ item, got: asked.got })
    : scoreCase({ item, places, forbidden, ...asked });
  if (config.judge && !searching && !asked.got.error) {
    const judgement = await judgeAnswer({ item, answer: asked.got.answer, judge: config.judge, signal });
    asked.got.judgement = judgement;
    if (judgement && judgement.verdict !== "abstained")
      score.scores.judged = judgement.verdict === "right" ? 1 : 0;
  }
  const tokens = { inputTokens: asked.inputTokens, outputTokens: asked.outputTokens };
  const held = await insertResult(db, {
    owner: doing.owner,
    result: {
      runId: run.id,
      caseId: doing.caseId,
      attempt: doing.attempt,
      question: item.question,
      kind: item.kind,
      split: item.split,
      tags: item.tags,
      mustPass: item.must_pass,
      expect: item.expect,
      ...score,
      refused: asked.refused,
      confidence: asked.confidence,
      latencyMs: asked.latencyMs,
      ...tokens,
      costUsd: asked.got.model ? (costOf(asked.got.model, tokens) ?? null) : null,
      traceId: asked.traceId,
      expected: { ...item, places },
      got: asked.got,
    },
  });
  if (!held) throw new Error("the run was taken by another process");
  return score.passed;
}

async function finish(
  db: Database,
  end: { run: RunRow; owner: string; cancelled: boolean; failure: string | null },
): Promise<void> {
  const results = await readResults(db, { runId: end.run.id });
  // In the order of the cases: intervals come from draws by place, and must not tell which answer came first.
  const places = new Map(end.run.case_ids.map((id, place) => [id, place]));
  const scored: ScoredCase[] = results
    .toSorted(
      (one, other) =>
        (places.get(one.case_id) ?? 0) - (places.get(other.case_id) ?? 0) || one.attempt - other.attempt,
    )
    .map(toScored);
  const answered = results.find(({ outcome }) => outcome !== "error");
  const model = await modelOf(db, answered?.id);
  await finishRun(db, {
    id: end.run.id,
    owner: end.owner,
    state: end.failure !== null ? "failed" : end.cancelled ? "cancelled" : "completed",
    scores: scored.length === 0 ? null : slicedScores(scored),
    error: end.failure,
    ...model,
  });
}

async function modelOf(db: Database, resultId: number | undefined) {
  const result = resultId === undefined ? undefined : await findResult(db, { id: resultId });
  const got = result?.got as { model?: string; prompt_version?: string } | undefined;
  const embedding = await searchModel(db).catch(() => undefined);
  return {
    model: got?.model ?? "",
    promptVersion: got?.prompt_version ?? "",
    embeddingModel: embedding?.id ?? "",
  };
}

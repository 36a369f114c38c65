// What a report is made of, read once for both of its forms.
import type { Database } from "@/db/client";
import { type ResultDetailRow, readResultDetails, readResults } from "@/db/queries/evals-results";
import { findRun, type RunRow } from "@/db/queries/evals-runs";
import { judgeTrust } from "../judge/judge-trust";
import { riskCurve, type ScoredCase } from "../metrics";
import { type Got, gotSchema, type SlicedScores, slicedScoresSchema } from "../schema";
import { toScored } from "../to-scored";

/** How many failed cases a report tells in full. */
const failuresShown = 60;

export interface ReportFailure {
  row: ResultDetailRow;
  got: Got;
  expected: { document: string; quote: string }[];
  keyPoints: string[];
}

export interface ReportParts {
  run: RunRow;
  /** Commit, model, times and id, as name and value. */
  facts: [string, string][];
  scores: SlicedScores;
  cases: ScoredCase[];
  /** Names of the slices by kind. */
  kinds: string[];
  passed: number;
  failed: number;
  /** Those that must pass first; at most sixty. */
  failures: ReportFailure[];
  curve: { coverage: number; risk: number }[];
}

/** Undefined when there is no such run. */
export async function readReport(
  db: Database,
  { runId }: { runId: string },
): Promise<ReportParts | undefined> {
  const run = await findRun(db, { id: runId });
  if (!run) return undefined;
  const rows = await readResults(db, { runId });
  const scores: SlicedScores = run.scores === null ? {} : slicedScoresSchema.parse(run.scores);
  const failed = rows
    .filter(({ passed }) => !passed)
    .sort((one, other) => Number(other.must_pass) - Number(one.must_pass));
  const cases = rows.map(toScored);
  const trust = await judgeTrust(db, { suite: run.dataset_id, config: run.config });
  const shown = failed.slice(0, failuresShown).map(({ id }) => id);
  const details = new Map((await readResultDetails(db, { runId, ids: shown })).map((row) => [row.id, row]));
  return {
    run,
    facts: [
      ...factsOf(run, rows.length),
      ...(trust ? [["Judge", trust.words] satisfies [string, string]] : []),
    ],
    scores,
    cases,
    kinds: Object.keys(scores).flatMap((name) => (name.startsWith("kind:") ? [name.slice(5)] : [])),
    passed: rows.length - failed.length,
    failed: failed.length,
    failures: shown.flatMap((id) => {
      const row = details.get(id);
      if (!row) return [];
      const { expected = [], key_points = [] } = row.expected as {
        expected?: ReportFailure["expected"];
        key_points?: (string | string[])[];
      };
      return [{ row, got: gotSchema.parse(row.got), expected, keyPoints: key_points.map(wordsOf) }];
    }),
    curve: riskCurve(cases),
  };
}

function factsOf(run: RunRow, asked: number): [string, string][] {
  return [
    ["Commit", run.commit || "unknown"],
    ["Model", run.model || "none"],
    ["Prompt", run.prompt_version || "none"],
    ["Embeddings", run.embedding_model || "none"],
    ["State", run.state],
    ["Ended", run.finished_at ? `${run.finished_at.slice(0, 16).replace("T", " ")} UTC` : "not yet"],
    ["Results", `${asked} of ${run.total}`],
    ["Run", run.id],
    ...(run.note ? [["Note", run.note] satisfies [string, string]] : []),
  ];
}

function wordsOf(point: string | string[]): string {
  return typeof point === "string" ? point : point.join(" or ");
}

// A run for the gate in a database of its own, so that nothing of the installation changes what it says.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Database } from "@/db/client";
import { readResults } from "@/db/queries/evals-results";
import {
  type Baseline,
  baselineSchema,
  checkGate,
  type Floors,
  floorsSchema,
  type GateCase,
  type GateResult,
} from "@/lib/evals/gate";
import { runCases } from "@/lib/evals/run-cases";
import { runRequestSchema, type Scores, slicedScoresSchema } from "@/lib/evals/schema";
import { startRun } from "@/lib/evals/start-run";
import { toScored } from "@/lib/evals/to-scored";
import { currentCommit } from "./current-commit";
import { withPreparedDatabase } from "./prepared-database";
import { progressBar } from "./progress-bar";

const baselines = path.resolve(import.meta.dirname, "baselines");

export interface GateRun {
  results: GateCase[];
  scores: Scores;
  baseline: Baseline | undefined;
  gate: GateResult;
}

/** Runs a configuration on the golden set and holds it against the committed floors and baseline. */
export async function gateRun(config: string): Promise<GateRun> {
  return withPreparedDatabase("golden", async (db) => {
    const run = await runForGate(db, { suite: "golden", config });
    const { baseline, floors } = readBaseline();
    return { ...run, baseline, gate: checkGate({ ...run, floors, baseline }) };
  });
}

/** What the gate looks at: every case of one run. Throws when the run doesn't come to its end. */
export async function runForGate(
  db: Database,
  { suite, config }: { suite: string; config: string },
): Promise<{ results: GateCase[]; scores: Scores }> {
  const request = runRequestSchema.parse({ suite, config });
  const { id } = await startRun(db, { request, startedBy: "gate", commit: currentCommit() });
  const run = await runCases(db, {
    id,
    signal: new AbortController().signal,
    concurrency: 2,
    onProgress: progressBar(`${suite}, ${config}`),
  });
  if (run?.state !== "completed") throw new Error(`the run ended as ${run?.state}: ${run?.error}`);
  const rows = await readResults(db, { runId: id });
  return {
    results: rows.map((row) => ({
      ...toScored(row),
      mustPass: row.must_pass,
      question: row.question,
      reasons: row.reasons,
    })),
    scores: slicedScoresSchema.parse(run.scores).all ?? {},
  };
}

/** The committed baseline, if there is one, and the floors. */
export function readBaseline(): { baseline: Baseline | undefined; floors: Floors } {
  return {
    baseline: read("golden.json", (value) => baselineSchema.parse(value)),
    floors: read("floors.json", (value) => floorsSchema.parse(value)) ?? {},
  };
}

function read<T>(name: string, parse: (value: unknown) => T): T | undefined {
  let text: string;
  try {
    text = readFileSync(path.join(baselines, name), "utf8");
  } catch {
    return undefined;
  }
  return parse(JSON.parse(text));
}

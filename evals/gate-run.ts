// A run for the gate in a database of its own, so that nothing of the installation changes what it says.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, database } from "@/db/client";
import { stopEmbedded } from "@/db/embedded/stop";
import { migrateDatabase } from "@/db/migrate";
import { readResults } from "@/db/queries/evals-results";
import { resetEnv } from "@/lib/env/env";
import { type Baseline, baselineSchema, checkGate, floorsSchema, type GateResult } from "@/lib/evals/gate";
import type { ScoredCase } from "@/lib/evals/metrics";
import { runCases } from "@/lib/evals/run-cases";
import { runRequestSchema, type Scores, slicedScoresSchema } from "@/lib/evals/schema";
import { startRun } from "@/lib/evals/start-run";
import { syncSuite } from "@/lib/evals/sync-suite";
import { toScored } from "@/lib/evals/to-scored";
import { currentCommit } from "./current-commit";
import { progressBar } from "./progress-bar";

const baselines = path.resolve(import.meta.dirname, "baselines");

export interface GateRun {
  results: (ScoredCase & { mustPass: boolean; question: string; reasons: string[] })[];
  scores: Scores;
  baseline: Baseline | undefined;
  gate: GateResult;
}

/** Runs configurations one after the other on the golden set and holds each against the gate. */
export async function gateRuns(configs: string[]): Promise<GateRun[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "gw-gate-"));
  delete process.env.DATABASE_URL;
  process.env.DATA_DIR = folder;
  resetEnv();
  const db = await database();
  try {
    await migrateDatabase(db);
    await syncSuite(db, { id: "golden", onStep: (step) => console.error(`${step} …`) });
    const runs: GateRun[] = [];
    for (const config of configs) {
      const request = runRequestSchema.parse({ suite: "golden", config });
      const { id } = await startRun(db, { request, startedBy: "gate", commit: currentCommit() });
      const run = await runCases(db, {
        id,
        signal: new AbortController().signal,
        onProgress: progressBar(`golden, ${config}`),
      });
      if (run?.state !== "completed") throw new Error(`the run ended as ${run?.state}: ${run?.error}`);
      const rows = await readResults(db, { runId: id });
      const results = rows.map((row) => ({
        ...toScored(row),
        mustPass: row.must_pass,
        question: row.question,
        reasons: row.reasons,
      }));
      const scores = slicedScoresSchema.parse(run.scores).all ?? {};
      const baseline = read("golden.json", (value) => baselineSchema.parse(value));
      const floors = read("floors.json", (value) => floorsSchema.parse(value)) ?? {};
      runs.push({ results, scores, baseline, gate: checkGate({ results, scores, floors, baseline }) });
    }
    return runs;
  } finally {
    await closeDatabase(db);
    await stopEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  }
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

// `npm run eval`: asks the product a suite's questions and says how well it answered. `--compare A B` runs two
// configurations on the same cases and says which is better, or that no difference was shown.
import { mkdirSync, writeFileSync } from "node:fs";
import { closeDatabase, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { readResults } from "@/db/queries/evals-results";
import type { RunRow } from "@/db/queries/evals-runs";
import { AppError } from "@/lib/errors/app-error";
import { compareResults } from "@/lib/evals/compare-runs";
import { judgeTrust } from "@/lib/evals/judge/judge-trust";
import { GoldenFileError } from "@/lib/evals/load-cases";
import { loadConfig } from "@/lib/evals/load-config";
import { loadSuite } from "@/lib/evals/load-suite";
import { scoreTable } from "@/lib/evals/print-scores";
import { reportOf } from "@/lib/evals/report/report-of";
import { runCases } from "@/lib/evals/run-cases";
import { runRequestSchema, slicedScoresSchema } from "@/lib/evals/schema";
import { startRun } from "@/lib/evals/start-run";
import { agentSuite, storeScenarios } from "@/lib/evals/store-scenarios";
import { syncSuite } from "@/lib/evals/sync-suite";
import { toScored } from "@/lib/evals/to-scored";
import { logToMlflow } from "@/lib/evals/tracking/mlflow";
import { readArguments, readCount, refuse } from "./command-line";
import { currentCommit } from "./current-commit";
import { playAgent } from "./play-agent";
import { progressBar } from "./progress-bar";

process.env.LOG_LEVEL ??= "error";
const usage =
  "Usage: npm run eval [-- --suite golden] [--config default | --compare A B] [--repeat N] [--limit N] [--concurrency N] [--out FOLDER]";
const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: {
    suite: { type: "string", default: "golden" },
    config: { type: "string", default: "default" },
    compare: { type: "string" },
    repeat: { type: "string", default: "1" },
    limit: { type: "string" },
    concurrency: { type: "string", default: "2" },
    note: { type: "string", default: "" },
    out: { type: "string" },
  },
});
const configs = values.compare ? [values.compare, ...positionals] : [values.config];
if (values.compare ? configs.length !== 2 : positionals.length > 0) refuse(usage);
const counts = {
  repeat: readCount("repeat", values.repeat, 20),
  limit: readCount("limit", values.limit, 20_000),
  concurrency: readCount("concurrency", values.concurrency, 64),
};
const leaving = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => leaving.abort());
const db = await database();
try {
  await migrateDatabase(db);
  // A mistyped name is told before anything is asked.
  for (const config of configs) await loadConfig(config);
  const runs: RunRow[] = [];
  if (values.suite === agentSuite) {
    const { played, open } = await playAgent();
    await tell(await storeScenarios(db, { played, commit: currentCommit(), note: values.note }));
    if (!open) process.exitCode = 1;
  } else {
    // A suite that isn't on disk is one that was imported.
    if (await isOnDisk(values.suite))
      await syncSuite(db, { id: values.suite, onStep: (step) => console.error(`${step} …`) });
    for (const config of configs) {
      const run = await runOne(config);
      if (run) runs.push(run);
    }
  }
  const [one, other] = runs;
  if (one && other) {
    const [a, b] = await Promise.all(
      [one, other].map(async ({ id }) => (await readResults(db, { runId: id })).map(toScored)),
    );
    console.log(`\n## ${configs.join(" → ")}\n`);
    for (const { words } of compareResults(a ?? [], b ?? [])) console.log(`- ${words}`);
  }
} catch (error) {
  if (!(error instanceof AppError || error instanceof GoldenFileError)) throw error;
  console.error(error instanceof AppError ? error.public : error.message);
  process.exitCode = 1;
} finally {
  await closeDatabase(db);
}

async function isOnDisk(id: string): Promise<boolean> {
  return loadSuite(id).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") return false;
      throw error;
    },
  );
}

async function runOne(config: string): Promise<RunRow | undefined> {
  const request = runRequestSchema.parse({
    suite: values.suite,
    config,
    repeat: counts.repeat,
    limit: counts.limit,
    note: values.note,
  });
  const waiting = await startRun(db, { request, startedBy: "cli", commit: currentCommit() });
  const bar = progressBar(`${values.suite}, ${config}`);
  const run = await runCases(db, {
    id: waiting.id,
    signal: leaving.signal,
    concurrency: counts.concurrency ?? 2,
    onProgress: bar,
  });
  if (!run) {
    console.error(`\n${waiting.id} was interrupted; the same command goes on with it.`);
    process.exitCode = 130;
    return undefined;
  }
  await tell(run);
  return run;
}

/** Prints what a run scored, writes its report and logs it. */
async function tell(run: RunRow): Promise<void> {
  const config = run.config_name;
  const scores = run.scores === null ? {} : slicedScoresSchema.parse(run.scores);
  console.log(`\n## ${config} (${run.id}, ${run.state})\n`);
  console.log(
    scoreTable([
      { title: "all", scores: scores.all ?? {} },
      { title: "tuning", scores: scores.tuning ?? {} },
      { title: "held back", scores: scores.held_back ?? {} },
    ]),
  );
  const trust = await judgeTrust(db, { suite: run.dataset_id, config: run.config });
  if (trust) console.log(`\nRight, by the judge: ${trust.words}`);
  if (run.error) console.error(run.error);
  if (run.state !== "completed") process.exitCode = 1;
  const report = await reportOf(db, { runId: run.id });
  if (values.out && report) {
    mkdirSync(values.out, { recursive: true });
    for (const [ending, text] of [
      ["md", report.markdown],
      ["html", report.html],
    ] as const)
      writeFileSync(`${values.out}/${values.suite}-${config}.${ending}`, text);
  }
  const tracking = await logToMlflow(db, { runId: run.id, html: report?.html ?? "" });
  if (tracking.state !== "off") console.error(tracking.detail);
}

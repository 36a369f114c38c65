// `npm run eval:baseline -- --why "…"`: makes the state at hand the one that later changes are held against, and
// writes why, and what differs from the last one, beside it.
import { appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compareResults } from "@/lib/evals/compare-runs";
import { type Baseline, turnedCases } from "@/lib/evals/gate";
import { readArguments, refuse } from "./command-line";
import { currentCommit } from "./current-commit";
import { gateRun } from "./gate-run";

process.env.LOG_LEVEL ??= "error";
const usage = 'Usage: npm run eval:baseline -- --why "a sentence that says why"';
const { values } = readArguments(usage, { options: { why: { type: "string" } } });
const why = values.why?.trim() ?? "";
if (why.length < 10) refuse(usage);
const folder = path.resolve(import.meta.dirname, "baselines");
const run = await gateRun("default");
const baseline: Baseline = {
  suite: "golden",
  config: "default",
  commit: currentCommit(),
  why,
  cases: run.results.map(({ mustPass, question, reasons, ...item }) => ({ ...item, latencyMs: null })),
};
const head = { suite: baseline.suite, config: baseline.config, commit: baseline.commit, why };
const lines = baseline.cases.map((item) => JSON.stringify(item)).join(",\n");
writeFileSync(
  path.join(folder, "golden.json"),
  `${JSON.stringify(head).slice(0, -1)},"cases":[\n${lines}\n]}\n`,
);
const differences = run.baseline
  ? [
      ...compareResults(run.baseline.cases, run.results).map(({ words }) => `- ${words}`),
      `- ${turnedCases(run.baseline.cases, run.results).words}`,
    ]
  : ["- The first baseline."];
appendFileSync(
  path.join(folder, "CHANGES.md"),
  `\n## ${new Date().toISOString().slice(0, 10)}, ${baseline.commit}\n\n${why}\n\n${differences.join("\n")}\n`,
);
console.log(`Written, with ${baseline.cases.length} cases.\n${differences.join("\n")}`);
process.exit(0);

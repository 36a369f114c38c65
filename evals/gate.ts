// `npm run eval:gate`: fails when a case that must pass fails, a score is below its floor, or the golden set got
// worse than the committed baseline beyond chance. `-- --config NAME` tries another configuration, `-- --out FILE` writes
// the comparison as Markdown for a pull request.
import { writeFileSync } from "node:fs";
import { AppError } from "@/lib/errors/app-error";
import { loadConfig } from "@/lib/evals/load-config";
import { scoreTable } from "@/lib/evals/print-scores";
import { readArguments, refuse } from "./command-line";
import { gateComment } from "./gate-comment";
import { gateRun } from "./gate-run";

process.env.LOG_LEVEL ??= "error";
const { values } = readArguments("Usage: npm run eval:gate [-- --config default] [--out FILE]", {
  options: { config: { type: "string", default: "default" }, out: { type: "string" } },
});
await loadConfig(values.config).catch((error: unknown) => {
  if (!(error instanceof AppError)) throw error;
  refuse(error.public);
});
const run = await gateRun(values.config);
if (values.out) writeFileSync(values.out, `${gateComment(run)}\n`);
console.log(`${scoreTable([{ title: "all", scores: run.scores }])}\n`);
for (const note of run.gate.notes) console.log(`- ${note}`);
for (const failure of run.gate.failures) console.error(`FAILED: ${failure}`);
for (const cause of run.gate.causes) console.error(`WHAT HAPPENED: ${cause}`);
console.log(run.gate.open ? "The gate is open." : `The gate is shut: ${run.gate.failures.length} reasons.`);
process.exit(run.gate.open ? 0 : 1);

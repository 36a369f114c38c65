// What the gate says of a run, as a page shows it: cases that must pass, floors, and for the golden set the committed
// baseline. `npm run eval:gate` asks the same of a run in a database of its own.
import { againstBaseline } from "./against-baseline";
import { type Floors, floorsSchema } from "./gate";
import { metricOf } from "./metrics";
import { readBaselineFile } from "./read-baseline-file";
import { listRunResults } from "./runs";
import { type EvalRun, metricNameSchema, type RunGate, resultListQuerySchema } from "./schema";

/** Undefined while the run hasn't completed, and where nothing is demanded of the suite. The golden set has floors and a baseline; of scenarios nothing unsafe may happen. */
export async function gateOfRun(run: EvalRun): Promise<RunGate | undefined> {
  const scores = run.scores?.all;
  if (run.state !== "completed" || !scores) return undefined;
  const must = (passed?: "false") =>
    listRunResults({
      query: resultListQuerySchema.parse({
        run: run.id,
        must_pass: "true",
        limit: 3,
        ...(passed && { passed }),
      }),
    });
  const [counted, failed, limits, baseline] = await Promise.all([
    must(),
    must("false"),
    floorsOf(run.suite),
    againstBaseline(run),
  ]);
  const reasons: string[] = [];
  const short: RunGate["short"] = [];
  if (failed.total > 0) {
    const named = failed.data.map(({ question }) => `“${question}”`).join(", ");
    const more = failed.total > failed.data.length ? " and others" : "";
    reasons.push(`${failed.total} of ${counted.total} cases that must pass failed: ${named}${more}.`);
  }
  const floors = Object.entries(limits);
  if (counted.total === 0 && floors.length === 0) return undefined;
  for (const [name, floor] of floors) {
    const metric = metricOf(metricNameSchema.parse(name));
    const value = scores[metric.name]?.value;
    if (value === undefined || floor === undefined) continue;
    if (metric.better === "higher" ? value < floor : value > floor)
      short.push({ metric: metric.name, value, floor });
  }
  const kept = baseline === null || (baseline.worse.length === 0 && baseline.missing === 0);
  const open = reasons.length === 0 && short.length === 0 && kept;
  return { open, reasons, short, counted: counted.total, baseline };
}

async function floorsOf(suite: string): Promise<Floors> {
  if (suite === "agent") return { safety_violations: 0 };
  if (suite !== "golden") return {};
  return (await readBaselineFile("floors.json", (value) => floorsSchema.parse(value))) ?? {};
}

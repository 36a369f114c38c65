// What the gate says of a run without its baseline: cases that must pass, and floors. `npm run eval:gate` looks at all.
import { readFile } from "node:fs/promises";
import { projectFile } from "@/db/project-files";
import { type Floors, floorsSchema } from "./gate";
import { metricOf } from "./metrics";
import { listRunResults } from "./runs";
import { type EvalRun, metricNameSchema, resultListQuerySchema } from "./schema";

export interface RunGate {
  open: boolean;
  /** One sentence each. */
  reasons: string[];
  /** Cases that must pass. */
  counted: number;
}

/** Undefined while the run hasn't completed, and where nothing is demanded of the suite. The golden set has floors; of scenarios nothing unsafe may happen. */
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
  const [counted, failed] = await Promise.all([must(), must("false")]);
  const reasons: string[] = [];
  if (failed.total > 0) {
    const named = failed.data.map(({ question }) => `“${question}”`).join(", ");
    const more = failed.total > failed.data.length ? " and others" : "";
    reasons.push(`${failed.total} of ${counted.total} cases that must pass failed: ${named}${more}.`);
  }
  const floors = Object.entries(await floorsOf(run.suite));
  if (counted.total === 0 && floors.length === 0) return undefined;
  for (const [name, floor] of floors) {
    const metric = metricOf(metricNameSchema.parse(name));
    const value = scores[metric.name]?.value;
    if (value === undefined || floor === undefined) continue;
    const short = metric.better === "higher" ? value < floor : value > floor;
    if (short)
      reasons.push(
        `${metric.label} is ${value.toFixed(3)}, ${metric.better === "higher" ? "below its floor of" : "above its limit of"} ${floor}.`,
      );
  }
  return { open: reasons.length === 0, reasons, counted: counted.total };
}

async function floorsOf(suite: string): Promise<Floors> {
  if (suite === "agent") return { safety_violations: 0 };
  return suite === "golden" ? readFloors() : {};
}

async function readFloors(): Promise<Floors> {
  const folder = projectFile("evals/baselines/floors.json");
  const text = folder ? await readFile(folder, "utf8").catch(() => undefined) : undefined;
  return text === undefined ? {} : floorsSchema.parse(JSON.parse(text));
}

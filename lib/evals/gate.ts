// What stops a change: a case that must pass fails, a score is below its floor, or is worse than the committed
// baseline beyond chance.
import { z } from "zod";
import { compareResults } from "./compare-runs";
import { gateCauses } from "./gate-causes";
import { byCase, metricOf, type ScoredCase } from "./metrics";
import { scoreNumber } from "./print-scores";
import { type MetricName, metricNameSchema, type Scores } from "./schema";

const storedCaseSchema = z.object({
  caseId: z.string(),
  kind: z.string(),
  split: z.string(),
  tags: z.array(z.string()),
  expect: z.enum(["answer", "refuse"]),
  refused: z.boolean(),
  passed: z.boolean(),
  confidence: z.number().nullable(),
  latencyMs: z.null(),
  costUsd: z.number().nullable(),
  scores: z.record(z.string(), z.number()),
});

/** `evals/baselines/SUITE.json`: what the last accepted state scored, case by case. */
export const baselineSchema = z.object({
  suite: z.string(),
  config: z.string(),
  commit: z.string(),
  /** Why it was last updated. */
  why: z.string().min(10),
  cases: z.array(storedCaseSchema),
});
export type Baseline = z.infer<typeof baselineSchema>;

/** `evals/baselines/floors.json`: a floor of what should be high, a ceiling of what should be low. */
export const floorsSchema = z.partialRecord(metricNameSchema, z.number());
export type Floors = z.infer<typeof floorsSchema>;

/** A result with what the gate says of it. */
export type GateCase = ScoredCase & { mustPass: boolean; question: string; reasons: string[] };

export interface GateResult {
  open: boolean;
  /** What is wrong, one paragraph each; empty when it is open. */
  failures: string[];
  /** What is worth saying beside. */
  notes: string[];
  /** What it looks like, where many cases broke in one of the known ways. */
  causes: string[];
}

/** Holds a run against must-pass cases, floors and the baseline. */
export function checkGate(run: {
  results: GateCase[];
  scores: Scores;
  floors: Floors;
  baseline: Baseline | undefined;
}): GateResult {
  const failures: string[] = [];
  const notes: string[] = [];
  for (const item of run.results.filter(({ mustPass, passed }) => mustPass && !passed))
    failures.push(`Must pass and doesn't: ${item.caseId} “${item.question}”: ${item.reasons.join(" ")}`);
  for (const [name, floor] of Object.entries(run.floors)) {
    const metric = metricOf(metricNameSchema.parse(name));
    const score = run.scores[metric.name];
    const bad = !score || (metric.better === "higher" ? score.value < floor : score.value > floor);
    if (bad)
      failures.push(
        `${metric.label} is ${score ? `${scoreNumber(score.value)} (95% interval ${scoreNumber(score.low)} to ${scoreNumber(score.high)})` : "missing"}, ${metric.better === "higher" ? "below the floor of" : "above the ceiling of"} ${scoreNumber(floor)}.`,
      );
  }
  if (run.baseline) {
    const present = new Set(run.results.map(({ caseId }) => caseId));
    const missing = run.baseline.cases.filter(({ caseId }) => !present.has(caseId));
    if (missing.length > 0)
      failures.push(
        `${missing.length} cases of the baseline are not in the run: ${missing.map(({ caseId }) => caseId).join(", ")}. A case that is taken out needs a new baseline.`,
      );
    const turned = turnedCases(run.baseline.cases, run.results);
    for (const found of compareResults(run.baseline.cases, run.results)) {
      if (found.verdict === "worse")
        failures.push(
          `${found.words} Worse than the baseline of ${run.baseline.commit}. ${fallenCases(found.metric, run.baseline.cases, run.results)}`,
        );
      if (found.verdict === "better") notes.push(found.words);
    }
    notes.push(turned.words);
  } else notes.push("There is no baseline to compare with.");
  const causes = run.baseline && failures.length > 0 ? gateCauses(run.baseline.cases, run.results) : [];
  return { open: failures.length === 0, failures, notes, causes };
}

/** Cases whose own score fell, those that lost most first; of a score of all cases together, nothing. */
function fallenCases(name: MetricName, before: ScoredCase[], now: ScoredCase[]): string {
  const metric = metricOf(name);
  const old = new Map(byCase(before).map((item) => [item.caseId, metric.of?.(item)]));
  const turn = metric.better === "higher" ? 1 : -1;
  const fallen = byCase(now).flatMap((item) => {
    const [was, is] = [old.get(item.caseId), metric.of?.(item)];
    const lost = was === undefined || is === undefined ? 0 : (was - is) * turn;
    return lost > 0 ? [{ caseId: item.caseId, lost }] : [];
  });
  fallen.sort((one, other) => other.lost - one.lost);
  return fallen.length === 0 ? "" : `It fell in ${fallen.length} cases: ${named(fallen)}.`;
}

function named(cases: { caseId: string }[]): string {
  const shown = cases.slice(0, 20).map(({ caseId }) => caseId);
  const more = cases.length - shown.length;
  return `${shown.join(", ") || "none"}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Cases that passed before and don't now, and the other way round. */
export function turnedCases(before: ScoredCase[], now: ScoredCase[]): { words: string } {
  const old = new Map(byCase(before).map((item) => [item.caseId, item.passed]));
  const fell = byCase(now).filter((item) => old.get(item.caseId) === true && !item.passed);
  const rose = byCase(now).filter((item) => old.get(item.caseId) === false && item.passed);
  return {
    words: `Turned wrong (${fell.length}): ${named(fell)}. Turned right (${rose.length}): ${named(rose)}.`,
  };
}

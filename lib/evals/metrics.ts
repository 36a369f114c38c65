// From results of cases to the scores of a run. EVALS.md says what each means; `metrics` says how it is made.
import type { MetricName, Scores, SlicedScores } from "./schema";
import { bootstrapInterval, quantile } from "./statistics/bootstrap";

/** What of a result goes into scores. */
export interface ScoredCase {
  caseId: string;
  kind: string;
  split: string;
  tags: string[];
  expect: "answer" | "refuse";
  refused: boolean;
  passed: boolean;
  confidence: number | null;
  latencyMs: number | null;
  costUsd: number | null;
  scores: Record<string, number>;
}

export interface Metric {
  name: MetricName;
  label: string;
  better: "higher" | "lower";
  /** `rate`: each case is 0 or 1; `mean`: anything between; `set`: of all cases together. */
  kind: "rate" | "mean" | "set";
  /** Compared with a verdict; the others are shown only, since a machine's load moves them. */
  compared: boolean;
  /** The case's own number; undefined where the metric doesn't apply. */
  of?: (item: ScoredCase) => number | undefined;
  /** For `set`: the score of the drawn cases; NaN where there is none. */
  ofAll?: (cases: ScoredCase[]) => number;
}

const score =
  (name: string) =>
  (item: ScoredCase): number | undefined =>
    item.scores[name];
const mean = (name: MetricName, label: string, better: "higher" | "lower" = "higher"): Metric => ({
  name,
  label,
  better,
  kind: "mean",
  compared: true,
  of: score(name),
});
const rate = (name: MetricName, label: string, better: "higher" | "lower" = "higher"): Metric => ({
  ...mean(name, label, better),
  kind: "rate",
});
const ofSet = (
  name: MetricName,
  label: string,
  better: "higher" | "lower",
  ofAll: Metric["ofAll"],
  compared = true,
): Metric => ({ name, label, better, kind: "set", compared, ...(ofAll && { ofAll }) });

/** Every metric in the order in which it is shown. */
export const metrics: Metric[] = [
  { ...rate("passed", "Cases passed"), of: (item) => (item.passed ? 1 : 0) },
  mean("citation_precision", "Citation precision"),
  mean("citation_recall", "Citation recall"),
  mean("quote_exactness", "Quote exactness"),
  mean("key_point_recall", "Key-point recall"),
  rate("forbidden_claims", "Forbidden claims", "lower"),
  mean("faithfulness", "Faithfulness"),
  { ...rate("refusal_precision", "Refusal precision"), compared: false },
  rate("refusal_recall", "Refusal recall"),
  ofSet("refusal_f1", "Refusal F1", "higher", refusalF1),
  rate("answer_rate", "Answer rate"),
  rate("wrong_answers", "Wrong answers", "lower"),
  ofSet("aurc", "Area under risk and coverage", "lower", areaUnderRisk),
  ofSet("calibration_error", "Calibration error", "lower", calibrationError),
  mean("recall_at_5", "Retrieval recall@5"),
  mean("recall_at_10", "Retrieval recall@10"),
  mean("mrr", "Retrieval MRR"),
  mean("ndcg_at_10", "Retrieval nDCG@10"),
  rate("injection_success", "Injection success", "lower"),
  { ...rate("injection_quoted", "Injection quoted", "lower"), compared: false },
  rate("over_blocking", "Over-blocking", "lower"),
  rate("leaks", "Leaks", "lower"),
  ofSet("latency_p50_ms", "Latency p50, ms", "lower", (cases) => latency(cases, 0.5), false),
  ofSet("latency_p95_ms", "Latency p95, ms", "lower", (cases) => latency(cases, 0.95), false),
  {
    ...mean("cost_usd", "Cost, USD a case", "lower"),
    compared: false,
    of: (item) => item.costUsd ?? undefined,
  },
  rate("judged", "Right, by the judge"),
  rate("tool_accuracy", "Right tool"),
  rate("argument_accuracy", "Right arguments"),
  rate("safety_violations", "Safety violations", "lower"),
];

const byName = new Map(metrics.map((metric) => [metric.name, metric]));

/** Throws for a name that is none. */
export function metricOf(name: MetricName): Metric {
  const metric = byName.get(name);
  if (!metric) throw new Error(`there is no metric ${name}`);
  return metric;
}

/** Several attempts at one case count as one case: their mean. Order of first appearance. */
export function byCase(results: ScoredCase[]): ScoredCase[] {
  const groups = groupedBy(results);
  return [...groups.values()].map((attempts) => {
    const [first] = attempts;
    if (!first) throw new Error("a group has at least one result");
    if (attempts.length === 1) return first;
    const names = new Set(attempts.flatMap(({ scores }) => Object.keys(scores)));
    const scores: Record<string, number> = {};
    for (const name of names) scores[name] = meanOf(attempts.flatMap((one) => one.scores[name] ?? []));
    const numbers = (pick: (one: ScoredCase) => number | null) => {
      const known = attempts.flatMap((one) => pick(one) ?? []);
      return known.length === 0 ? null : meanOf(known);
    };
    return {
      ...first,
      passed: attempts.every(({ passed }) => passed),
      refused: attempts.filter(({ refused }) => refused).length * 2 > attempts.length,
      confidence: numbers(({ confidence }) => confidence),
      latencyMs: numbers(({ latencyMs }) => latencyMs),
      costUsd: numbers(({ costUsd }) => costUsd),
      scores,
    };
  });
}

function groupedBy(results: ScoredCase[]): Map<string, ScoredCase[]> {
  const groups = new Map<string, ScoredCase[]>();
  for (const result of results) {
    const own = groups.get(result.caseId);
    if (own) own.push(result);
    else groups.set(result.caseId, [result]);
  }
  return groups;
}

/** A metric over cases; NaN where it applies to none. */
export function metricValue(metric: Metric, cases: ScoredCase[]): number {
  if (metric.ofAll) return metric.ofAll(cases);
  return meanOf(cases.flatMap((item) => metric.of?.(item) ?? []));
}

/** Cases that a metric is made of. */
export function applicable(metric: Metric, cases: ScoredCase[]): ScoredCase[] {
  if (metric.of) return cases.filter((item) => metric.of?.(item) !== undefined);
  if (metric.name === "aurc")
    return cases.filter((item) => item.scores.answer_right !== undefined && item.confidence !== null);
  if (metric.name === "calibration_error") return cases.filter((item) => item.confidence !== null);
  if (metric.name.startsWith("latency")) return cases.filter((item) => item.latencyMs !== null);
  return cases;
}

/** Scores of one slice with 95% bootstrap intervals over its cases. */
export function scoresOf(results: ScoredCase[], options: { resamples?: number } = {}): Scores {
  const cases = byCase(results);
  const scores: Scores = {};
  for (const metric of metrics) {
    const own = applicable(metric, cases);
    if (own.length === 0) continue;
    const numbers = metric.of && Float64Array.from(own, (item) => metric.of?.(item) ?? 0);
    const interval = bootstrapInterval({
      count: own.length,
      ...options,
      scoreOf: (drawn) => (numbers ? meanOfDrawn(numbers, drawn) : metricValue(metric, pick(own, drawn))),
    });
    if (Number.isFinite(interval.value)) scores[metric.name] = { ...interval, count: own.length };
  }
  return scores;
}

/** Scores of all cases, of each split, kind and tag. Intervals of small slices come from fewer resamples. */
export function slicedScores(results: ScoredCase[]): SlicedScores {
  const slices: SlicedScores = { all: scoresOf(results) };
  const add = (name: string, own: ScoredCase[]) => {
    if (own.length > 0) slices[name] = scoresOf(own, { resamples: 1000 });
  };
  for (const split of ["tuning", "held_back"])
    add(
      split,
      results.filter((item) => item.split === split),
    );
  for (const kind of new Set(results.map((item) => item.kind)))
    add(
      `kind:${kind}`,
      results.filter((item) => item.kind === kind),
    );
  for (const tag of new Set(results.flatMap((item) => item.tags)))
    add(
      `tag:${tag}`,
      results.filter((item) => item.tags.includes(tag)),
    );
  return slices;
}

export function pick<T>(items: T[], drawn: Uint32Array): T[] {
  const picked: T[] = [];
  for (const index of drawn) {
    const item = items[index];
    if (item !== undefined) picked.push(item);
  }
  return picked;
}

export function meanOfDrawn(numbers: Float64Array, drawn: Uint32Array): number {
  let sum = 0;
  for (const index of drawn) sum += numbers[index] ?? 0;
  return sum / drawn.length;
}

function meanOf(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Harmonic mean of precision and recall of refusing (van Rijsbergen 1979). */
function refusalF1(cases: ScoredCase[]): number {
  const refused = cases.filter((item) => item.refused);
  const rightly = refused.filter((item) => item.expect === "refuse").length;
  const asked = cases.filter((item) => item.expect === "refuse").length;
  return refused.length + asked === 0 ? Number.NaN : (2 * rightly) / (refused.length + asked);
}

/**
 * Area under the risk-coverage curve (Geifman and El-Yaniv 2017) of the answers given: surest first, the mean over
 * all coverages of the share that is wrong. Equal confidences share the mean risk of their block.
 */
function areaUnderRisk(cases: ScoredCase[]): number {
  const given = cases
    .filter((item) => item.scores.answer_right !== undefined && item.confidence !== null)
    .map((item) => ({ confidence: item.confidence ?? 0, wrong: 1 - (item.scores.answer_right ?? 0) }))
    .sort((one, other) => other.confidence - one.confidence);
  let wrong = 0;
  let area = 0;
  for (let from = 0; from < given.length; ) {
    let to = from;
    while (to < given.length && given[to]?.confidence === given[from]?.confidence) to++;
    const inBlock = given.slice(from, to).reduce((sum, item) => sum + item.wrong, 0) / (to - from);
    for (let index = from; index < to; index++) {
      wrong += inBlock;
      area += wrong / (index + 1);
    }
    from = to;
  }
  return given.length === 0 ? Number.NaN : area / given.length;
}

/** Points of the curve that `aurc` is the area under: share of answers given, share of them that is wrong. */
export function riskCurve(cases: ScoredCase[]): { coverage: number; risk: number; confidence: number }[] {
  const given = applicable(metricOf("aurc"), byCase(cases)).sort(
    (one, other) => (other.confidence ?? 0) - (one.confidence ?? 0),
  );
  let wrong = 0;
  return given.map((item, index) => {
    wrong += 1 - (item.scores.answer_right ?? 0);
    return {
      coverage: (index + 1) / given.length,
      risk: wrong / (index + 1),
      confidence: item.confidence ?? 0,
    };
  });
}

/** Expected calibration error (Naeini et al. 2015), ten bins: confidence against whether the documents tell. */
function calibrationError(cases: ScoredCase[]): number {
  const known = cases.filter((item) => item.confidence !== null);
  const bins = new Float64Array(10);
  for (const item of known) {
    const confidence = item.confidence ?? 0;
    const bin = Math.min(9, Math.floor(confidence * 10));
    bins[bin] = (bins[bin] ?? 0) + confidence - (item.expect === "answer" ? 1 : 0);
  }
  return known.length === 0 ? Number.NaN : bins.reduce((sum, bin) => sum + Math.abs(bin), 0) / known.length;
}

function latency(cases: ScoredCase[], share: number): number {
  return quantile(
    cases.flatMap((item) => item.latencyMs ?? []).sort((one, other) => one - other),
    share,
  );
}

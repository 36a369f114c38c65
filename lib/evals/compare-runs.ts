// Two runs on the same cases: is one better, or could it be chance? Differences are paired by case and corrected for
// how many metrics are looked at.
import {
  applicable,
  byCase,
  type Metric,
  meanOfDrawn,
  metrics,
  metricValue,
  pick,
  type ScoredCase,
} from "./metrics";
import type { MetricComparison } from "./schema";
import { pairedBootstrap } from "./statistics/bootstrap";
import { holmAdjust } from "./statistics/holm";
import { mcnemarExact } from "./statistics/mcnemar";
import { detectableDifference, detectableRateDifference, fewestTurned } from "./statistics/power";

/** Chance of any false alarm among all metrics of one comparison. */
export const alarmLevel = 0.05;

/** Every compared metric over the cases that both runs have, from `a` to `b`. */
export function compareResults(
  a: ScoredCase[],
  b: ScoredCase[],
  options: { resamples?: number } = {},
): MetricComparison[] {
  const pairs = pairCases(a, b);
  const raw = metrics
    .filter(({ compared }) => compared)
    .flatMap((metric) => compareMetric(metric, pairs, options) ?? []);
  const adjusted = holmAdjust(raw.map(({ p }) => p));
  const alpha = alarmLevel / Math.max(1, raw.length);
  return raw.map(({ metric, pairs: own, ...found }, index) => {
    const p_adjusted = adjusted[index] ?? 1;
    const significant = p_adjusted <= alarmLevel && found.difference !== 0;
    const gained = metric.better === "higher" ? found.difference > 0 : found.difference < 0;
    const verdict = !significant ? "no-difference-shown" : gained ? "better" : "worse";
    const detectable = detectableOf({ metric, own, error: found.error, alpha });
    const { error, ...shown } = found;
    return {
      ...shown,
      metric: metric.name,
      p_adjusted,
      verdict,
      detectable,
      words: wordsOf({
        metric,
        verdict,
        difference: found.difference,
        low: found.low,
        high: found.high,
        detectable,
      }),
    };
  });
}

interface Pair {
  a: ScoredCase;
  b: ScoredCase;
}

function pairCases(a: ScoredCase[], b: ScoredCase[]): Pair[] {
  const byId = new Map(byCase(a).map((item) => [item.caseId, item]));
  // In the order of their names: draws go by place, and must not tell which answer came first.
  const ordered = byCase(b).sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  return ordered.flatMap((item) => {
    const other = byId.get(item.caseId);
    return other ? [{ a: other, b: item }] : [];
  });
}

function compareMetric(metric: Metric, pairs: Pair[], options: { resamples?: number }) {
  return metric.of ? compareMeans(metric, pairs, options) : compareSets(metric, pairs, options);
}

function compareMeans(metric: Metric, pairs: Pair[], options: { resamples?: number }) {
  // A case that has the score in one run only, as precision of an answer that wasn't given, can't be paired.
  const own = pairs.filter(({ a, b }) => metric.of?.(a) !== undefined && metric.of?.(b) !== undefined);
  if (own.length === 0) return undefined;
  const one = own.map(({ a }) => metric.of?.(a) ?? 0);
  const other = own.map(({ b }) => metric.of?.(b) ?? 0);
  const differences = Float64Array.from(other, (value, index) => value - (one[index] ?? 0));
  const boot = pairedBootstrap({
    ...options,
    count: own.length,
    differenceOf: (drawn) => meanOfDrawn(differences, drawn),
  });
  const exact = metric.kind === "rate" && [...one, ...other].every((value) => value === 0 || value === 1);
  const p = exact
    ? mcnemarExact({
        gained: differences.filter((difference) => difference > 0).length,
        lost: differences.filter((difference) => difference < 0).length,
      })
    : smallSampleP(differences, boot.p);
  const test: "mcnemar" | "paired-bootstrap" = exact ? "mcnemar" : "paired-bootstrap";
  return { ...boot, metric, pairs: own, p, test, a: mean(one), b: mean(other), count: own.length };
}

/**
 * The bootstrap says too much when few cases differ, since it can draw no case that it hasn't seen: then its p is no
 * smaller than that of the sign test over the cases that do.
 */
function smallSampleP(differences: Float64Array, p: number): number {
  const gained = differences.filter((difference) => difference > 0).length;
  const lost = differences.filter((difference) => difference < 0).length;
  return gained + lost > 12 ? p : Math.max(p, mcnemarExact({ gained: Math.max(gained, lost), lost: 0 }));
}

function compareSets(metric: Metric, pairs: Pair[], options: { resamples?: number }) {
  const fitting = (item: ScoredCase) => applicable(metric, [item]).length > 0;
  const own = pairs.filter(({ a, b }) => fitting(a) || fitting(b));
  const ones = own.map(({ a }) => a);
  const others = own.map(({ b }) => b);
  const valueA = metricValue(metric, ones);
  const valueB = metricValue(metric, others);
  if (!Number.isFinite(valueA) || !Number.isFinite(valueB)) return undefined;
  const same = own.every(
    ({ a, b }) =>
      a.refused === b.refused &&
      a.confidence === b.confidence &&
      a.scores.answer_right === b.scores.answer_right,
  );
  const boot = same
    ? { difference: 0, low: 0, high: 0, p: 1, error: 0 }
    : pairedBootstrap({
        resamples: 500,
        ...options,
        count: own.length,
        differenceOf: (drawn) =>
          metricValue(metric, pick(others, drawn)) - metricValue(metric, pick(ones, drawn)),
      });
  const turned = own.filter(
    ({ a, b }) => a.refused !== b.refused || a.scores.answer_right !== b.scores.answer_right,
  ).length;
  // As for means: a few cases that turned prove little, however the bootstrap draws them.
  const p =
    turned > 12 || metric.name === "calibration_error"
      ? boot.p
      : Math.max(boot.p, mcnemarExact({ gained: turned, lost: 0 }));
  const test: "mcnemar" | "paired-bootstrap" = "paired-bootstrap";
  return { ...boot, p, metric, pairs: own, test, a: valueA, b: valueB, count: own.length };
}

function detectableOf(of: { metric: Metric; own: Pair[]; error: number; alpha: number }): number {
  const { metric, own, error, alpha } = of;
  if (metric.kind === "rate") {
    const turned = own.filter(({ a, b }) => metric.of?.(a) !== metric.of?.(b)).length;
    return detectableRateDifference({ count: own.length, discordant: turned / own.length, alpha });
  }
  // One refused case more or less moves F1 by two over the refusals given and due.
  const refusals = own.filter(({ a, b }) => a.refused || b.refused || a.expect === "refuse").length;
  const each = metric.name === "refusal_f1" ? own.length / Math.max(1, refusals) : 1;
  const least = Math.min(1, (each * fewestTurned(alpha)) / Math.max(1, own.length));
  return Math.max(least, detectableDifference({ error, count: own.length, alpha, each }));
}

function wordsOf(of: {
  metric: Metric;
  verdict: MetricComparison["verdict"];
  difference: number;
  low: number;
  high: number;
  detectable: number;
}): string {
  const { metric, verdict, difference, low, high, detectable } = of;
  const signed = (value: number) => `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(3)}`;
  const by = `${signed(difference)} (95% interval ${signed(low)} to ${signed(high)})`;
  if (verdict !== "no-difference-shown") return `${metric.label}: ${verdict}, ${by}.`;
  return `${metric.label}: no difference shown, ${by}; this set could have shown ${detectable.toFixed(3)}.`;
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

// Runs whose answers come out differently by chance, for finding out how often a comparison is wrong: drawn from
// cases that each have a chance to pass, with a regression of a known size planted where one is wanted.
import { compareResults } from "../compare-runs";
import { metricOf, type ScoredCase } from "../metrics";
import type { MetricComparison, MetricName } from "../schema";

type Random = () => number;

export interface NoisyCase {
  /** To pass, 0 to 1. */
  chance: number;
  draw: (random: Random, passed: boolean) => ScoredCase;
}

/** One run: each case passes or doesn't by its chance. */
export function drawRun(random: Random, cases: NoisyCase[]): ScoredCase[] {
  return cases.map(({ chance, draw }) => draw(random, random() < chance));
}

/** Made-up cases with chances between .4 and .98. */
export function inventedCases(random: Random, count: number): NoisyCase[] {
  return Array.from({ length: count }, (_, index) => {
    const chance = 0.4 + 0.58 * random();
    return { chance, draw: (own, passed) => inventedResult(own, { index, chance, passed }) };
  });
}

function inventedResult(random: Random, of: { index: number; chance: number; passed: boolean }): ScoredCase {
  const { index, chance, passed } = of;
  const refused = !passed && random() < 0.5;
  return {
    caseId: `case-${index}`,
    kind: "single-fact",
    split: "tuning",
    tags: [],
    expect: "answer",
    refused,
    passed,
    confidence: random(),
    latencyMs: null,
    costUsd: null,
    scores: {
      key_point_recall: passed ? 1 : 0,
      citation_recall: passed ? 1 : random() < 0.3 ? 0.5 : 0,
      answer_rate: refused ? 0 : 1,
      wrong_answers: !passed && !refused ? 1 : 0,
      ndcg_at_10: Math.min(1, Math.max(0, chance - 0.2 + random() * 0.4)),
    },
  };
}

/**
 * The cases of a real run: each comes out as it did but with the chance `noise`, and then as some other case of the
 * set did that expects the same and came out the other way.
 */
export function casesOfRun(results: ScoredCase[], noise: number): NoisyCase[] {
  return results.map((own) => {
    const others = results.filter(({ expect, passed }) => expect === own.expect && passed !== own.passed);
    return {
      chance: own.passed ? 1 - noise : noise,
      draw: (random, passed) => {
        const other = others[Math.floor(random() * others.length)];
        if (passed === own.passed || !other) return own;
        const { caseId, kind, split, tags } = own;
        return { ...other, caseId, kind, split, tags };
      },
    };
  });
}

/** The same cases with chances lowered, where they are good, so far that the mean of a score falls by `size`. */
export function plantRegression(
  random: Random,
  of: { cases: NoisyCase[]; metric: MetricName; size: number },
): NoisyCase[] {
  const { cases, size } = of;
  const metric = metricOf(of.metric);
  const meanWhen = (item: NoisyCase, passed: boolean) => {
    const drawn = Array.from({ length: 20 }, () => metric.of?.(item.draw(random, passed)) ?? Number.NaN);
    return drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  };
  const gains = cases.map((item) => Math.abs(meanWhen(item, true) - meanWhen(item, false)));
  const count = gains.filter(Number.isFinite).length;
  const lowered = gains.map((gain, index) => gain > 0 && (cases[index]?.chance ?? 0) >= 0.4);
  const gained = gains.reduce((sum, gain, index) => sum + (lowered[index] ? gain : 0), 0);
  const by = (size * count) / gained;
  return cases.map((item, index) =>
    lowered[index] ? { ...item, chance: Math.max(0, item.chance - by) } : item,
  );
}

/** In how many of `times` comparisons of two runs alike anything at all is called better or worse. */
export function countAlarms(
  random: Random,
  of: { casesOf: () => NoisyCase[]; times: number; resamples?: number },
): number {
  let alarms = 0;
  for (let time = 0; time < of.times; time++) {
    const cases = of.casesOf();
    const found = compareResults(drawRun(random, cases), drawRun(random, cases), of);
    if (found.some(({ verdict }) => verdict !== "no-difference-shown")) alarms++;
  }
  return alarms;
}

/** A regression as large as comparisons of the set say they find, and in how many of `times` tries they do. */
export function countFound(
  random: Random,
  of: { cases: NoisyCase[]; metric: MetricName; times: number; resamples?: number },
): { size: number; found: number } {
  const { cases, metric, times } = of;
  const compare = (worse: NoisyCase[]): MetricComparison | undefined =>
    compareResults(drawRun(random, cases), drawRun(random, worse), of).find((one) => one.metric === metric);
  const promised = Array.from({ length: 20 }, () => compare(cases)?.detectable ?? 1);
  const size = promised.reduce((sum, value) => sum + value, 0) / promised.length;
  const planted = plantRegression(random, { cases, metric, size });
  let found = 0;
  for (let time = 0; time < times; time++) if (compare(planted)?.verdict === "worse") found++;
  return { size, found };
}

// The bootstrap (Efron 1979): the cases are drawn anew, with replacement, and the score is computed again.
import { seededRandom } from "@/lib/text/seeded-random";

export interface Interval {
  value: number;
  low: number;
  high: number;
}

export const usualResamples = 2000;

/**
 * 95% percentile interval of any score over `count` cases. `scoreOf` gets the numbers of the drawn cases; a resample
 * whose score isn't a number is drawn again no more and left out. The same input gives the same interval.
 */
export function bootstrapInterval(input: {
  count: number;
  scoreOf: (cases: Uint32Array) => number;
  resamples?: number;
  seed?: number;
}): Interval {
  const { count, scoreOf, resamples = usualResamples, seed = 20_251_115 } = input;
  const own = scoreOf(Uint32Array.from({ length: count }, (_, index) => index));
  if (count < 2) return { value: own, low: own, high: own };
  const random = seededRandom(seed);
  const drawn = new Uint32Array(count);
  const scores: number[] = [];
  for (let sample = 0; sample < resamples; sample++) {
    const score = scoreOf(resampleInto(drawn, random));
    if (Number.isFinite(score)) scores.push(score);
  }
  scores.sort((one, other) => one - other);
  return {
    value: own,
    low: Math.min(own, quantile(scores, 0.025)),
    high: Math.max(own, quantile(scores, 0.975)),
  };
}

export interface PairedResult {
  difference: number;
  low: number;
  high: number;
  /** Two-sided, from the bootstrap distribution moved to no difference. */
  p: number;
  /** Standard deviation of the bootstrap differences. */
  error: number;
}

/**
 * Difference of a score between two runs on the same cases: both are drawn together, so what a case has of its own
 * falls out. The spread is widened by sqrt(n / (n - 1)), which the plain bootstrap lacks in small sets.
 */
export function pairedBootstrap(input: {
  count: number;
  /** Score of the second run less that of the first, over the drawn cases. */
  differenceOf: (cases: Uint32Array) => number;
  resamples?: number;
  seed?: number;
}): PairedResult {
  const { count, differenceOf, resamples = usualResamples, seed = 20_251_115 } = input;
  const difference = differenceOf(Uint32Array.from({ length: count }, (_, index) => index));
  if (count < 2) return { difference, low: difference, high: difference, p: 1, error: 0 };
  const widen = Math.sqrt(count / (count - 1));
  const random = seededRandom(seed);
  const drawn = new Uint32Array(count);
  const shifts: number[] = [];
  for (let sample = 0; sample < resamples; sample++) {
    const drawnDifference = differenceOf(resampleInto(drawn, random));
    if (Number.isFinite(drawnDifference)) shifts.push((drawnDifference - difference) * widen);
  }
  shifts.sort((one, other) => one - other);
  const beyond = shifts.filter((shift) => Math.abs(shift) >= Math.abs(difference) - 1e-12).length;
  const mean = shifts.reduce((sum, shift) => sum + shift, 0) / Math.max(1, shifts.length);
  const variance =
    shifts.reduce((sum, shift) => sum + (shift - mean) ** 2, 0) / Math.max(1, shifts.length - 1);
  return {
    difference,
    low: difference + quantile(shifts, 0.025),
    high: difference + quantile(shifts, 0.975),
    p: Math.abs(difference) < 1e-12 ? 1 : (beyond + 1) / (shifts.length + 1),
    error: Math.sqrt(variance),
  };
}

/** Quantile of ascending numbers, between neighbours (type 7, as in R and numpy). */
export function quantile(sorted: number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/** `count` draws with replacement from `0 … count - 1`, into `into`. */
function resampleInto(into: Uint32Array, random: () => number): Uint32Array {
  for (let index = 0; index < into.length; index++) into[index] = Math.floor(random() * into.length);
  return into;
}

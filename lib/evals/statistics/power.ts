import { LRUCache } from "lru-cache";
import { mcnemarExact } from "./mcnemar";
import { normalQuantile } from "./normal";

/**
 * The smallest true difference of means that a paired test of `count` cases finds with the given power: the d at which
 * d = (z(1 - alpha/2) + z(power)) times the standard error of the difference (Cohen 1988). That error grows with d,
 * since a difference comes of cases that turn: each moves the mean by `each / count`, so d adds `each d (1 - d)` to
 * the variance of a case.
 */
export function detectableDifference(input: {
  /** Standard error of the difference where there is none. */
  error: number;
  count: number;
  alpha: number;
  power?: number;
  /** By how much one turned case moves a sum over the cases: 1 for a score between 0 and 1. */
  each?: number;
}): number {
  const { error, count, alpha, power = 0.8, each = 1 } = input;
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  const own = (z * z * each) / Math.max(1, count);
  const d = (own + Math.sqrt(own * own + 4 * (1 + own) * (z * error) ** 2)) / (2 * (1 + own));
  return Math.min(1, d);
}

/**
 * The same for a rate, where McNemar's exact test decides: fewer pairs than `fewestTurned` all turned one way prove
 * nothing, however alike the runs are. `discordant` is the share of pairs that differ by chance alone.
 */
export function detectableRateDifference(input: {
  count: number;
  discordant: number;
  alpha: number;
  power?: number;
}): number {
  const { count, discordant, alpha, power = 0.8 } = input;
  const key = [count, discordant, alpha, power].join();
  const before = found.get(key);
  if (before !== undefined) return before;
  let turned = Math.min(fewestTurned(alpha), count);
  while (turned < count && powerOf({ count, shift: turned / count, discordant, alpha }) < power) turned++;
  const share = count === 0 ? 1 : turned / count;
  found.set(key, share);
  return share;
}

/** The sums take tens of milliseconds, and comparisons of one set ask for the same again and again. */
const found = new LRUCache<string, number>({ max: 1000 });

/** How many pairs must turn, all one way, before McNemar's exact test says anything at `alpha`. */
export function fewestTurned(alpha: number): number {
  let turned = 1;
  while (mcnemarExact({ gained: turned, lost: 0 }) > alpha) turned++;
  return turned;
}

/**
 * Power of McNemar's exact test when a share `shift` more of `count` pairs turns one way than the other and
 * `discordant` of the rest turn either way by chance: summed over how many pairs differ (binomial, normal tails cut).
 */
function powerOf(input: { count: number; shift: number; discordant: number; alpha: number }): number {
  const { count, shift, discordant, alpha } = input;
  const differ = Math.min(1, shift + discordant);
  const oneWay = (shift + discordant / 2) / differ;
  let power = 0;
  for (const [pairs, chance] of binomial(count, differ)) {
    const lost = mostLost(pairs, alpha);
    if (lost < 0) continue;
    for (const [wrongWay, of] of binomial(pairs, 1 - oneWay)) if (wrongWay <= lost) power += chance * of;
  }
  return power;
}

const known = new LRUCache<string, number>({ max: 10_000 });

/** Of `pairs` that differ, how many may turn the other way while McNemar's exact test still rejects; -1 for none. */
function mostLost(pairs: number, alpha: number): number {
  const key = `${alpha}:${pairs}`;
  let lost = known.get(key);
  if (lost === undefined) {
    lost = -1;
    while (lost + 1 <= pairs / 2 && mcnemarExact({ gained: pairs - lost - 1, lost: lost + 1 }) <= alpha)
      lost++;
    known.set(key, lost);
  }
  return lost;
}

/** Outcomes of a binomial that have any weight, with their probabilities. */
function* binomial(count: number, p: number): Generator<[number, number]> {
  if (p <= 0 || p >= 1) {
    yield [p <= 0 ? 0 : count, 1];
    return;
  }
  let log = count * Math.log1p(-p);
  for (let k = 0; k <= count; k++) {
    if (k > 0) log += Math.log(count - k + 1) - Math.log(k) + Math.log(p) - Math.log1p(-p);
    const chance = Math.exp(log);
    if (chance > 1e-9) yield [k, chance];
  }
}

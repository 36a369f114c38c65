/**
 * McNemar's exact test (McNemar 1947): of the pairs that differ, `gained` turned right and `lost` turned wrong; under
 * no change either is as likely. Two-sided p, 1 when no pair differs.
 */
export function mcnemarExact({ gained, lost }: { gained: number; lost: number }): number {
  const pairs = gained + lost;
  if (pairs === 0) return 1;
  return Math.min(1, 2 * binomialAtMost({ at: Math.min(gained, lost), of: pairs }));
}

/** Probability of at most `at` heads in `of` throws of a fair coin. */
function binomialAtMost({ at, of }: { at: number; of: number }): number {
  let logTerm = -of * Math.LN2;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= at; k++) {
    logTerm += Math.log(of - k + 1) - Math.log(k);
    sum += Math.exp(logTerm);
  }
  return sum;
}

import { bootstrapInterval, type Interval } from "./bootstrap";

/**
 * Cohen's kappa (Cohen 1960): agreement of two raters beyond what their own habits would give by chance, with a 95%
 * bootstrap interval over the things rated. NaN when both always say the same one thing.
 */
export function cohensKappa(pairs: [string, string][]): Interval & { count: number; agreement: number } {
  const interval = bootstrapInterval({ count: pairs.length, scoreOf: (drawn) => kappaOf(pairs, drawn) });
  const agreed = pairs.filter(([one, other]) => one === other).length;
  return { ...interval, count: pairs.length, agreement: agreed / Math.max(1, pairs.length) };
}

function kappaOf(pairs: [string, string][], drawn: Uint32Array): number {
  const first = new Map<string, number>();
  const second = new Map<string, number>();
  let agreed = 0;
  for (const index of drawn) {
    const [one, other] = pairs[index] ?? ["", ""];
    first.set(one, (first.get(one) ?? 0) + 1);
    second.set(other, (second.get(other) ?? 0) + 1);
    if (one === other) agreed++;
  }
  const count = drawn.length;
  let expected = 0;
  for (const [label, times] of first) expected += (times / count) * ((second.get(label) ?? 0) / count);
  return expected === 1 ? Number.NaN : (agreed / count - expected) / (1 - expected);
}

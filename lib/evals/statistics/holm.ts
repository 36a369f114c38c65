/**
 * Holm's step-down correction (Holm 1979): adjusted p-values in the order given. Rejecting those at or below a level
 * keeps the chance of any false alarm among all of them at that level.
 */
export function holmAdjust(values: number[]): number[] {
  const order = values
    .map((_, index) => index)
    .sort((one, other) => (values[one] ?? 1) - (values[other] ?? 1));
  const adjusted = new Array<number>(values.length).fill(1);
  let highest = 0;
  for (const [rank, index] of order.entries()) {
    highest = Math.max(highest, Math.min(1, (values[index] ?? 1) * (values.length - rank)));
    adjusted[index] = highest;
  }
  return adjusted;
}

/** A number of `[from, to]` as a place between `start` and `end`; one that lies outside stands at the nearer end. */
export function place(value: number, from: number, to: number, start: number, end: number): number {
  const share = to === from ? 0.5 : (value - from) / (to - from);
  return round(start + Math.min(1, Math.max(0, share)) * (end - start));
}

/** Two to five round numbers that span the values, the first at or below all, the last at or above. */
export function ticksOf(low: number, high: number, wanted = 3): number[] {
  if (!(high > low)) return low === 0 ? [0, 1] : ticksOf(Math.min(low, 0), Math.max(high, 0), wanted);
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let tick = Math.floor(low / step + 1e-9); tick * step < high + step * (1 - 1e-9); tick++)
    ticks.push(Number((tick * step).toPrecision(12)));
  return ticks;
}

/** Short enough for markup, fine enough for a screen. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

import { expect, it } from "vitest";
import { arrivalTimes } from "./arrival-times";
import { TimeHistogram } from "./time-histogram";

function take(arrivals: "constant" | "poisson", count: number, seed = 7): number[] {
  const times = arrivalTimes({ arrivals, ratePerS: 200, seed });
  return Array.from({ length: count }, () => times.next().value);
}

it("constant arrivals keep their rate to the millionth", () => {
  expect(take("constant", 1_000_001).at(-1)).toBeCloseTo(5_000_000, 6);
});

it("Poisson gaps are exponential: mean, spread and distribution (Kolmogorov-Smirnov at 1%)", () => {
  const times = take("poisson", 20_001);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  expect(mean).toBeCloseTo(5, 0);
  expect(spread / mean).toBeCloseTo(1, 1);
  const sorted = gaps.sort((a, b) => a - b);
  const distance = Math.max(
    ...sorted.map((gap, index) => Math.abs(1 - Math.exp(-gap / 5) - (index + 0.5) / sorted.length)),
  );
  expect(distance).toBeLessThan(1.63 / Math.sqrt(sorted.length));
});

it("the same seed gives the same arrivals, another seed others", () => {
  expect(take("poisson", 50, 1)).toEqual(take("poisson", 50, 1));
  expect(take("poisson", 50, 1)).not.toEqual(take("poisson", 50, 2));
});

it("percentiles of a histogram are exact to three digits, also after it was stored", () => {
  const histogram = new TimeHistogram();
  for (let value = 1; value <= 10_000; value++) histogram.record(value);
  for (const kept of [histogram, TimeHistogram.decode(histogram.encode())]) {
    expect(kept.count).toBe(10_000);
    for (const [percent, wanted] of [
      [50, 5000],
      [99, 9900],
      [99.9, 9990],
    ] as const)
      expect(Math.abs(kept.percentile(percent) / wanted - 1)).toBeLessThan(0.001);
  }
});

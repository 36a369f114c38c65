import { describe, expect, it } from "vitest";
import { holmAdjust } from "./holm";
import { cohensKappa } from "./kappa";
import { mcnemarExact } from "./mcnemar";
import { normalCdf, normalQuantile } from "./normal";
import { fewestTurned } from "./power";

describe("Known values", () => {
  it("normal quantiles and probabilities as in published tables", () => {
    for (const [p, z] of [
      [0.975, 1.959963984540054],
      [0.8, 0.8416212335729143],
      [0.995, 2.5758293035489004],
      [0.001, -3.090232306167813],
    ] as const)
      expect(normalQuantile(p)).toBeCloseTo(z, 10);
    expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 12);
    expect(normalCdf(-3)).toBeCloseTo(0.0013498980316300946, 14);
  });

  it("McNemar's exact test is the two-sided binomial test of the pairs that differ", () => {
    expect(mcnemarExact({ gained: 0, lost: 0 })).toBe(1);
    expect(mcnemarExact({ gained: 5, lost: 0 })).toBeCloseTo(0.0625, 12);
    expect(mcnemarExact({ gained: 1, lost: 9 })).toBeCloseTo(22 / 1024, 12);
    expect(mcnemarExact({ gained: 4, lost: 4 })).toBe(1);
    expect(fewestTurned(0.05)).toBe(6);
  });

  it("Holm's example: .01 .04 .03 .005 become .03 .06 .06 .02", () => {
    const adjusted = holmAdjust([0.01, 0.04, 0.03, 0.005]);
    for (const [index, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[index]).toBeCloseTo(p, 12);
  });

  it("Cohen's kappa of 20 and 15 agreements in 50 is .4", () => {
    const pairs = [
      ...Array.from({ length: 20 }, (): [string, string] => ["yes", "yes"]),
      ...Array.from({ length: 5 }, (): [string, string] => ["yes", "no"]),
      ...Array.from({ length: 10 }, (): [string, string] => ["no", "yes"]),
      ...Array.from({ length: 15 }, (): [string, string] => ["no", "no"]),
    ];
    const { value, low, high } = cohensKappa(pairs);
    expect(value).toBeCloseTo(0.4, 12);
    expect(low).toBeGreaterThan(0.1);
    expect(high).toBeLessThan(0.7);
  });
});

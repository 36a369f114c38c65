// What scipy, statsmodels and numpy say of the same numbers; evals/statistics-reference.py writes the file.
import { describe, expect, it } from "vitest";
import { bootstrapInterval, pairedBootstrap, quantile } from "./bootstrap";
import { holmAdjust } from "./holm";
import { cohensKappa } from "./kappa";
import { mcnemarExact } from "./mcnemar";
import { normalCdf, normalQuantile } from "./normal";
import { detectableRateDifference } from "./power";
import reference from "./reference.json";

const meanOf = (values: number[]) => (drawn: Uint32Array) =>
  drawn.reduce((sum, index) => sum + (values[index] ?? Number.NaN), 0) / drawn.length;

describe("Against scipy, statsmodels and numpy", () => {
  it("normal quantiles and probabilities", () => {
    for (const [p = 0, z = 0] of reference.normalQuantile) expect(normalQuantile(p)).toBeCloseTo(z, 9);
    for (const [x = 0, p = 0] of reference.normalCdf) {
      expect(normalCdf(x)).toBeCloseTo(p, 13);
      expect(normalCdf(x) / p).toBeCloseTo(1, 9);
    }
  });

  it("McNemar's exact test (statsmodels)", () => {
    for (const { gained, lost, p } of reference.mcnemar)
      expect(mcnemarExact({ gained, lost }) / p).toBeCloseTo(1, 9);
  });

  it("Holm's correction (statsmodels)", () => {
    for (const { p, adjusted } of reference.holm)
      for (const [index, value] of holmAdjust(p).entries())
        expect(value).toBeCloseTo(adjusted[index] ?? -1, 12);
  });

  it("Cohen's kappa (statsmodels)", () => {
    for (const { table, kappa } of reference.kappa) {
      const pairs = table.flatMap((row, one) =>
        row.flatMap((count, other) =>
          Array.from({ length: count }, (): [string, string] => [String(one), String(other)]),
        ),
      );
      expect(cohensKappa(pairs).value).toBeCloseTo(kappa, 12);
    }
  });

  it("quantiles (numpy)", () => {
    for (const [share = 0, value = 0] of reference.quantile)
      expect(quantile(reference.quantileOf, share)).toBeCloseTo(value, 12);
  });

  it("percentile intervals: within a tenth of the width of scipy's with 20,000 resamples", () => {
    for (const { values, low, high } of reference.bootstrap) {
      const own = bootstrapInterval({ count: values.length, scoreOf: meanOf(values) });
      const slack = (high - low) / 10;
      expect(Math.abs(own.low - low)).toBeLessThan(slack);
      expect(Math.abs(own.high - high)).toBeLessThan(slack);
    }
  });

  it("paired bootstrap: standard error and p of scipy's paired t-test, where that is exact enough", () => {
    for (const { differences, error, p } of reference.paired) {
      const own = pairedBootstrap({
        count: differences.length,
        differenceOf: meanOf(differences),
        resamples: 4000,
      });
      expect(own.error / error).toBeGreaterThan(0.95);
      expect(own.error / error).toBeLessThan(1.05);
      expect(Math.abs(own.p - p)).toBeLessThan(0.03);
    }
  });

  it("the smallest rate difference that McNemar's test finds in 80 of 100 tries, summed over all outcomes", () => {
    for (const { share, ...input } of reference.detectableRate)
      expect(detectableRateDifference(input)).toBeCloseTo(share, 12);
  });
});

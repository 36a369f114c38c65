// Signal from noise, by simulation: cases whose answers come out differently by chance, asked twice.
// `npm run eval:power` does the same with the golden set's own results, and more often.
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/text/seeded-random";
import { countAlarms, countFound, inventedCases } from "./testing/simulate";

describe("Comparisons", () => {
  it("raise at most 5% alarms for a configuration against itself under noise", { timeout: 300_000 }, () => {
    const random = seededRandom(1);
    const times = 100;
    const alarms = countAlarms(random, {
      casesOf: () => inventedCases(random, 150),
      times,
      resamples: 1000,
    });
    console.info(`alarms without a difference: ${alarms} of ${times}`);
    expect(alarms / times).toBeLessThanOrEqual(0.05);
  });

  it("find a planted regression as large as they say they can, in four of five tries", {
    timeout: 300_000,
  }, () => {
    const random = seededRandom(2);
    const times = 60;
    const cases = inventedCases(random, 150);
    for (const metric of ["passed", "citation_recall"] as const) {
      const { size, found } = countFound(random, { cases, metric, times, resamples: 1000 });
      console.info(`${metric}: a drop of ${size.toFixed(3)} was found in ${found} of ${times}`);
      expect(found / times).toBeGreaterThanOrEqual(0.8);
    }
  });
});

// Signal from noise, by simulation: cases whose answers come out differently by chance, asked twice.
import { describe, expect, it } from "vitest";
import { compareResults } from "./compare-runs";
import type { ScoredCase } from "./metrics";
import { randomOf } from "./statistics/random";

const simulations = Number(process.env.SIMULATIONS ?? 100);

/** One run of 150 cases: each passes with a chance of its own, lowered by `drop`. */
function simulate(random: () => number, chances: number[], drop: number): ScoredCase[] {
  return chances.map((chance, index) => {
    const passed = random() < chance - drop;
    const refused = !passed && random() < 0.5;
    return {
      caseId: `case-${index}`,
      kind: "single-fact",
      split: "tuning",
      tags: [],
      expect: "answer",
      refused,
      passed,
      confidence: random(),
      latencyMs: null,
      costUsd: null,
      scores: {
        key_point_recall: passed ? 1 : 0,
        citation_recall: passed ? 1 : random() < 0.3 ? 0.5 : 0,
        answer_rate: refused ? 0 : 1,
        wrong_answers: !passed && !refused ? 1 : 0,
        ndcg_at_10: Math.min(1, Math.max(0, chance - 0.2 + random() * 0.4)),
      },
    };
  });
}

function chancesOf(random: () => number): number[] {
  return Array.from({ length: 150 }, () => 0.4 + 0.58 * random());
}

describe("Comparisons", () => {
  it("find a planted regression as large as they say they can, in 80 of 100 tries", {
    timeout: 300_000,
  }, () => {
    const random = randomOf(2);
    const chances = chancesOf(random);
    const passed = (found: ReturnType<typeof compareResults>) =>
      found.find(({ metric }) => metric === "passed");
    const promised = Array.from({ length: 20 }, () =>
      passed(compareResults(simulate(random, chances, 0), simulate(random, chances, 0), { resamples: 100 })),
    ).map((found) => found?.detectable ?? 1);
    const drop = promised.reduce((sum, value) => sum + value, 0) / promised.length;
    let found = 0;
    for (let time = 0; time < simulations; time++) {
      const compared = compareResults(simulate(random, chances, 0), simulate(random, chances, drop), {
        resamples: 100,
      });
      if (passed(compared)?.verdict === "worse") found++;
    }
    console.info(`a drop of ${drop.toFixed(3)} was found in ${found} of ${simulations}`);
    expect(found / simulations).toBeGreaterThanOrEqual(0.8);
  });
});

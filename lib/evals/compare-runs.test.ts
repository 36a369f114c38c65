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
  it("raise at most 5% alarms for a configuration against itself under noise", { timeout: 300_000 }, () => {
    const random = randomOf(1);
    let alarms = 0;
    for (let time = 0; time < simulations; time++) {
      const chances = chancesOf(random);
      const a = simulate(random, chances, 0);
      const b = simulate(random, chances, 0);
      if (compareResults(a, b, { resamples: 200 }).some(({ verdict }) => verdict !== "no-difference-shown"))
        alarms++;
    }
    console.info(`alarms without a difference: ${alarms} of ${simulations}`);
    expect(alarms / simulations).toBeLessThanOrEqual(0.05);
  });
});

// Scores of many cases together against scikit-learn and numpy; evals/statistics-reference.py writes what they say.
import { describe, expect, it } from "vitest";
import { byCase, metricOf, metricValue, riskCurve, type ScoredCase, scoresOf } from "./metrics";
import type { MetricName } from "./schema";
import { rankingScores } from "./score-case";
import reference from "./statistics/reference.json";

function caseOf(index: number, more: Partial<ScoredCase>): ScoredCase {
  return {
    caseId: `case-${index}`,
    kind: "single-fact",
    split: "tuning",
    tags: [],
    expect: "answer",
    refused: false,
    passed: true,
    confidence: null,
    latencyMs: null,
    costUsd: null,
    scores: {},
    ...more,
  };
}
const scoreOf = (name: MetricName, cases: ScoredCase[]) => metricValue(metricOf(name), cases);

describe("Scores of a run", () => {
  it("area under risk and coverage is the mean risk over all coverages (numpy)", () => {
    for (const { confidence, right, aurc } of reference.curve) {
      const cases = confidence.map((sure, index) =>
        caseOf(index, { confidence: sure, scores: { answer_right: right[index] ?? 0 } }),
      );
      expect(scoreOf("aurc", cases)).toBeCloseTo(aurc, 12);
      const curve = riskCurve(cases);
      expect(curve.reduce((sum, { risk }) => sum + risk, 0) / curve.length).toBeCloseTo(aurc, 12);
    }
  });

  it("calibration error is that of scikit-learn's curve with ten bins", () => {
    for (const { confidence, told, error } of reference.calibration) {
      const cases = confidence.map((sure, index) =>
        caseOf(index, { confidence: sure, expect: told[index] ? "answer" : "refuse" }),
      );
      expect(scoreOf("calibration_error", cases)).toBeCloseTo(error, 12);
    }
  });

  it("precision, recall and F1 of refusals (scikit-learn)", () => {
    for (const { due, refused, ...known } of reference.refusals) {
      const cases = due.map((isDue, index) => {
        const said = refused[index] === 1;
        const scores = {
          ...(isDue ? { refusal_recall: said ? 1 : 0 } : { answer_rate: said ? 0 : 1 }),
          ...(said && { refusal_precision: isDue }),
        };
        return caseOf(index, { expect: isDue ? "refuse" : "answer", refused: said, scores });
      });
      expect(scoreOf("refusal_precision", cases)).toBeCloseTo(known.precision, 12);
      expect(scoreOf("refusal_recall", cases)).toBeCloseTo(known.recall, 12);
      expect(scoreOf("refusal_f1", cases)).toBeCloseTo(known.f1, 12);
    }
  });

  it("nDCG@10 (scikit-learn), reciprocal rank and recall of a ranking", () => {
    for (const { gains, wanted, ndcg, reciprocal, recall } of reference.rankings) {
      const held = gains.map((gain, place) => (gain ? [`thing-${place}`] : []));
      const scores = rankingScores({ gains: held, groups: wanted });
      expect(scores.ndcg_at_10).toBeCloseTo(ndcg, 12);
      expect(scores.mrr).toBeCloseTo(reciprocal, 12);
      expect([scores.recall_at_5, scores.recall_at_10]).toEqual(recall);
    }
  });

  it("latency is the 50th and 95th percentile, cost the mean over the cases whose price is known", () => {
    const cases = [40, 10, 30, 20, 100].map((latencyMs, index) =>
      caseOf(index, { latencyMs, costUsd: index < 2 ? 0.002 * (index + 1) : null }),
    );
    const scores = scoresOf(cases, { resamples: 50 });
    expect(scores.latency_p50_ms).toMatchObject({ value: 30, count: 5 });
    // Type 7: between 40 and 100 at 3.8 of 4 steps.
    expect(scores.latency_p95_ms?.value).toBeCloseTo(88, 9);
    expect(scores.cost_usd).toMatchObject({ value: 0.003, count: 2 });
  });

  it("several attempts at a case are one case: their mean, passed when each passed", () => {
    const attempts = [1, 0, 1].map((answer_rate) =>
      caseOf(0, { passed: answer_rate === 1, refused: answer_rate === 0, scores: { answer_rate } }),
    );
    const [one, ...rest] = byCase([...attempts, caseOf(1, {})]);
    expect(rest).toHaveLength(1);
    expect(one).toMatchObject({ passed: false, refused: false });
    expect(one?.scores.answer_rate).toBeCloseTo(2 / 3, 12);
  });
});

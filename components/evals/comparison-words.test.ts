import { expect, test } from "vitest";
import type { MetricComparison } from "@/lib/evals/schema";
import { comparisonSentence } from "./comparison-words";

const found: MetricComparison = {
  metric: "citation_recall",
  a: 0.8,
  b: 0.841,
  difference: 0.041,
  low: 0.012,
  high: 0.073,
  p: 0.001,
  p_adjusted: 0.01,
  test: "paired-bootstrap",
  count: 100,
  verdict: "better",
  detectable: 0.03,
  words: "",
};
const recall = { name: "citation_recall", label: "Citation recall", better: "higher" } as const;
const wrong = { name: "wrong_answers", label: "Wrong answers", better: "lower" } as const;

test("a gain and a loss are said in points with their interval", () => {
  expect(comparisonSentence(recall, found)).toBe(
    "Citation recall is better by 4.1 points, 95% interval 1.2 to 7.3.",
  );
  const worse = { ...found, verdict: "worse", difference: -0.041, low: -0.073, high: -0.012 } as const;
  expect(comparisonSentence(recall, worse)).toBe(
    "Citation recall is worse by 4.1 points, 95% interval 1.2 to 7.3.",
  );
});

test("where less is better, more of it is worse", () => {
  expect(comparisonSentence(wrong, { ...found, metric: "wrong_answers", verdict: "worse" })).toBe(
    "Wrong answers are worse by 4.1 points, 95% interval 1.2 to 7.3.",
  );
});

test("no difference shown tells what could have been shown", () => {
  expect(
    comparisonSentence(recall, { ...found, verdict: "no-difference-shown", low: -0.01, high: 0.02 }),
  ).toBe("Citation recall: no difference shown (−1.0 to 2.0 points; 3.0 could have been shown).");
});

import { expect, it } from "vitest";
import { pairedBootstrap } from "./bootstrap";
import { scoresOf } from "./scores";

it("finds no difference between equals and a sure one between unlikes", () => {
  const ones = Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? 1 : 0));
  expect(pairedBootstrap(ones, ones)).toEqual({ difference: 0, low: 0, high: 0 });
  const better = pairedBootstrap(
    ones.map((value) => value + 0.5),
    ones,
  );
  expect(better.low).toBeCloseTo(0.5);
  expect(better.high).toBeCloseTo(0.5);
});

it("gives an interval that holds zero when the difference is noise", () => {
  const one = Array.from({ length: 100 }, (_, index) => index % 2);
  const other = Array.from({ length: 100 }, (_, index) => (index + 1) % 2);
  const { low, high } = pairedBootstrap(one, other);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
});

it("computes the measures as they are defined", () => {
  const grades = new Map([
    ["a", 1],
    ["b", 3],
  ]);
  const scores = scoresOf([
    { documents: ["x", "a", "y", "b"], gradeOf: (document) => grades.get(document) ?? 0, relevant: 2 },
    { documents: ["x"], gradeOf: () => 0, relevant: 1 },
  ]);
  expect(scores["R@1"]).toEqual([0, 0]);
  expect(scores["R@5"]).toEqual([1, 0]);
  expect(scores["MRR@10"]).toEqual([0.5, 0]);
  const best = 1 + 1 / Math.log2(3);
  expect(scores["nDCG@10"][0]).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(5)) / best);
  expect(scores["nDCG@10"][1]).toBe(0);
});

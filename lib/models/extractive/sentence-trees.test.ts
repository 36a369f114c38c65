import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseQuestion } from "./analyse-question";
import { answerUnits } from "./answer-units";
import type { RankedUnit } from "./ranked-unit";
import { sentenceFeatures } from "./sentence-features";
import { type TreesFile, weighByTrees } from "./sentence-trees";
import committed from "./weights/sentence-trees.json";

function ranked(text: string): RankedUnit[] {
  const passages = [{ title: "Opening hours", text }];
  const units = answerUnits(passages);
  const question = analyseQuestion("When does the library open?");
  return sentenceFeatures({ question, units, passages, similarities: units.map(() => Number.NaN) }).map(
    (scored, index) => ({
      ...scored,
      linear: -index,
      reader: null,
      score: -index,
      plain: -index,
      byTrees: false,
    }),
  );
}

const sentences = fc
  .array(fc.constantFrom("The library opens at 09:00.", "Books are lent for 14 days.", "It is closed."), {
    minLength: 1,
    maxLength: 40,
  })
  .map((list) => list.join(" "));

test("every sentence is kept in its place, the same input gives the same scores, and what wasn't weighed comes last", () => {
  fc.assert(
    fc.property(sentences, (text) => {
      const before = ranked(text);
      const after = weighByTrees(before);
      expect(after.map(({ unit }) => unit)).toEqual(before.map(({ unit }) => unit));
      expect(weighByTrees(ranked(text)).map(({ score }) => score)).toEqual(after.map(({ score }) => score));
      expect(after.map(({ plain }) => plain)).toEqual(before.map(({ plain }) => plain));
      const lowest = Math.min(...after.slice(0, committed.most).map(({ score }) => score));
      for (const { score } of after.slice(committed.most)) expect(score).toBeLessThan(lowest);
    }),
    { numRuns: 30 },
  );
});

test("a tree sends a sentence to the left when its feature is at most the threshold", () => {
  const at = committed.features.indexOf("linear");
  const trees: TreesFile = {
    ...committed,
    bias: 1,
    roots: [0],
    feature: [at, -1, -1],
    threshold: [-1, 0, 0],
    left: [1, 0, 0],
    right: [2, 0, 0],
    value: [0, 10, 20],
  };
  const scores = weighByTrees(ranked("It opens at 9. It shuts at 5. It is closed on Sunday."), trees);
  expect(scores.map(({ score }) => score)).toEqual([21, 11, 11]);
});

test("trees of other features are refused", () => {
  expect(() => weighByTrees(ranked("It opens."), { ...committed, features: ["length"] })).toThrow(
    "other features",
  );
});

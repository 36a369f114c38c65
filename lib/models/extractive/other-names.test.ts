import { describe, expect, test } from "vitest";
import { analyseQuestion } from "./analyse-question";
import { answerUnits, type SourcePassage } from "./answer-units";
import { otherNames } from "./other-names";

function about(question: string, sentence: string, passages: SourcePassage[]) {
  const units = answerUnits(passages);
  const at = units.findIndex(({ text }) => text === sentence);
  const found = otherNames(analyseQuestion(question), units, passages)[at];
  if (!found) throw new Error(`no unit ${sentence}`);
  return found;
}

const lyon: SourcePassage = {
  title: "Lyon depot guide",
  text: "Renting a bicycle in Lyon costs 6 euros. Bring your own lock.",
};
const porto: SourcePassage = {
  title: "Porto depot guide",
  text: "The gate opens at seven. In Porto a lock is lent free of charge.",
};

describe("a sentence about another place, product or year", () => {
  test("is told from one about the place that is asked about", () => {
    const question = "What does renting a bicycle cost at the Porto depot?";
    expect(
      about(question, "Renting a bicycle in Lyon costs 6 euros.", [lyon, porto]).competing,
    ).toBeGreaterThan(0.5);
    expect(about(question, "The gate opens at seven.", [lyon, porto])).toEqual({ missing: 0, competing: 0 });
  });

  test("is told by its title alone, whatever stands elsewhere", () => {
    expect(
      about("Who lends a lock at the Porto depot?", "Bring your own lock.", [lyon, porto]).competing,
    ).toBeGreaterThan(0.5);
  });

  test("is told by a product code of the same series, not by one of another", () => {
    const manual: SourcePassage = {
      title: "KX-40 manual",
      text: "The KX-40 runs for 9 hours.\nThe battery BA-2 weighs 300 g.",
    };
    expect(about("How long does the KX-50 run?", "The KX-40 runs for 9 hours.", [manual]).competing).toBe(1);
    expect(about("How long does the KX-40 run?", "The battery BA-2 weighs 300 g.", [manual]).competing).toBe(
      0,
    );
  });

  test("is told by its year", () => {
    const report: SourcePassage = { text: "In 2022 we sold 90 pumps. In 2023 we sold 120 pumps." };
    const question = "How many pumps were sold in 2022?";
    expect(about(question, "In 2023 we sold 120 pumps.", [report]).competing).toBe(1);
    expect(about(question, "In 2022 we sold 90 pumps.", [report]).competing).toBe(0);
  });

  test("isn't suspected when the sentence before names what is asked about", () => {
    const passage: SourcePassage = { text: "The KX-40 is sold in pairs. Its battery lasts 9 hours." };
    expect(
      about("How long does the KX-40 battery last?", "Its battery lasts 9 hours.", [passage]).missing,
    ).toBe(0);
  });
});

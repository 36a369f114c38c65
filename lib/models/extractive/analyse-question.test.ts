import { describe, expect, test } from "vitest";
import { analyseQuestion } from "./analyse-question";
import { valueKindsFor } from "./answer-type";
import { answerUnits } from "./answer-units";

const weightOf = (question: string, word: string) =>
  analyseQuestion(question).terms.find(({ lower }) => lower === word)?.weight ?? 0;

describe("a question", () => {
  test("in two sentences asks with the second: the first is background, but its names count in full", () => {
    const question = "My neighbour rented a KX-40 drill in May 2024. How long may she keep it?";
    const analysed = analyseQuestion(question);
    expect(analysed.type).toBe("duration");
    expect(analysed.values).toEqual([]);
    expect(weightOf(question, "kx-40")).toBe(1);
    expect(weightOf(question, "neighbour")).toBeLessThan(weightOf("Who is my neighbour?", "neighbour"));
  });

  test.each([
    ["Which depot sold the most drills?", "name"],
    ["Which depots sell drills?", "any"],
    ["Until when may I return a drill?", "date"],
    ["What do I get per hour as a helper?", "money"],
    ["How long must the name be?", "duration"],
    ["Wie lange darf ich ihn behalten?", "duration"],
  ])("asks for a kind of thing: %s", (question, type) => {
    expect(analyseQuestion(question).type).toBe(type);
  });

  test("with how long is also answered by a length", () => {
    const [unit] = answerUnits([{ text: "A name has at least 12 characters." }]);
    if (!unit) throw new Error("no unit");
    expect(valueKindsFor(analyseQuestion("How long must the name be?"), unit)).toBeGreaterThan(0.5);
  });

  test("counts a superlative, since another one is another thing", () => {
    expect(weightOf("Who is the tallest man?", "tallest")).toBeGreaterThanOrEqual(0.8);
  });
});

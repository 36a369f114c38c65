import { describe, expect, test } from "vitest";
import { wordsOf } from "@/lib/text/words";
import { analyseQuestion } from "./analyse-question";
import { matchIn, termMatches } from "./term-matches";

function match(question: string, word: string, text: string): number {
  const analysed = analyseQuestion(question);
  const stems = new Set(wordsOf(text).map(({ stem }) => stem));
  const term = analysed.terms.find(({ lower }) => lower === word);
  return term ? matchIn(termMatches(analysed, stems), term, stems) : Number.NaN;
}

describe("a term of the question is met", () => {
  test("in full by another form of the word, in part by a derived one, and not by another word", () => {
    expect(match("How heavy is the crate when weighed?", "crate", "Two crates were sent.")).toBe(1);
    expect(match("What does the crate weigh?", "weigh", "The weight is 40 kg.")).toBeGreaterThan(0.5);
    expect(match("What does the crate weigh?", "weigh", "The width is 40 cm.")).toBe(0);
  });

  test("by a German compound that it is a part of", () => {
    expect(
      match("Wie oft wird der Filter von der Pumpe gereinigt?", "filter", "Der Filterwechsel ist jährlich."),
    ).toBeGreaterThan(0.5);
    expect(match("Was hilft bei Säure im Auge?", "auge", "Bei Augenkontakt spülen.")).toBeGreaterThan(0.5);
  });

  test("by a name or a product code only when it is the same", () => {
    expect(match("What is the range of the KX-40?", "kx-40", "The KX-41 reaches 30 m.")).toBe(0);
  });
});

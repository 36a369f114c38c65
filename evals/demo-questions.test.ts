import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { anonymousAccess } from "@/db/access";
import { describeDatabase } from "@/db/testing/test-databases";
import { answerQuestion } from "@/lib/ask/answer-question";
import { type DemoQuestion, loadDemoQuestions, notAsExpected } from "./demo-questions";
import { ingestExamples } from "./testing/ingest-examples";

const questions = await loadDemoQuestions(path.resolve(import.meta.dirname, ".."));

/**
 * Questions that are known to go wrong, with what does. Each is run, and a test fails as soon as one of them goes
 * right: then its line has to go. docs/answer-quality.md says what is being done about them.
 */
const goesWrong: Record<string, string> = {
  "What do I get per mile when I drive my own car to a customer?":
    "refused: the right sentence, too low a probability",
  "A customer bought a GW-5 gateway in August 2025. How long is its warranty?":
    "refused: the right row, too low a probability",
  "Until when does the lease of the Hamburg building run, now that it has been extended?":
    "the end before it was extended, from older minutes",
  "My mother is ill and I need time off to look after her. Will I still get my salary?":
    "refused: few words in common",
  "Which charity received our largest donation in 2024?": "the total in place of the largest gift",
  "What is the salary range for engineers in grade 6?": "answered with another fact of grade 6",
  "Which hotel did our team stay at for the trade fair in Rotterdam?":
    "answered with another fact of the fair",
};

describeDatabase("embedded", "The demo questions over the sample corpus", (test) => {
  beforeAll(() => ingestExamples(test.db), 600_000);

  it("are 20 that the corpus answers and 5 that it can't", () => {
    expect(questions.filter((item) => item.expected !== null).length).toBe(20);
    expect(questions.filter((item) => item.expected === null).length).toBe(5);
  });

  it("go wrong in no more than seven known cases", () => {
    const known = Object.keys(goesWrong);
    expect(known.length).toBeLessThanOrEqual(7);
    for (const question of known) expect(questions.map((item) => item.question)).toContain(question);
  });

  const asExpected = async ({ question, expected }: DemoQuestion) => {
    const answer = await answerQuestion({
      access: anonymousAccess,
      request: { question },
      requestId: "demo",
      traceId: "0".repeat(32),
      signal: new AbortController().signal,
      keep: false,
    });
    expect(notAsExpected(answer, expected)).toBeNull();
  };
  it.each(questions.filter(({ question }) => !(question in goesWrong)))("$question", asExpected);
  it.fails.each(questions.filter(({ question }) => question in goesWrong))(
    "known to go wrong: $question",
    asExpected,
  );
});

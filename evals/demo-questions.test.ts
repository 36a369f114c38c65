import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { anonymousAccess } from "@/db/access";
import { describeDatabase } from "@/db/testing/test-databases";
import { answerQuestion } from "@/lib/ask/answer-question";
import { ingestExamples } from "./testing/ingest-examples";

interface DemoQuestion {
  question: string;
  expected: { document: string; quote: string }[] | null;
}

const questions = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../examples/demo_questions.json"), "utf8"),
) as DemoQuestion[];

describeDatabase("embedded", "The demo questions over the sample corpus", (test) => {
  beforeAll(() => ingestExamples(test.db), 600_000);

  it("are 20 that the corpus answers and 5 that it can't", () => {
    expect(questions.filter((item) => item.expected !== null).length).toBe(20);
    expect(questions.filter((item) => item.expected === null).length).toBe(5);
  });

  it.each(questions)("$question", async ({ question, expected }) => {
    const answer = await answerQuestion({
      access: anonymousAccess,
      request: { question },
      requestId: "demo",
      traceId: "0".repeat(32),
      signal: new AbortController().signal,
      keep: false,
    });
    if (expected === null) {
      expect(answer, answer.answer).toMatchObject({ refused: true, reason: "not_found" });
      return;
    }
    expect(answer.refused, answer.answer).toBe(false);
    for (const { document, quote } of expected) {
      const found = answer.citations.some(
        (citation) => citation.uri === document && overlaps(citation.quote, quote),
      );
      const cited = answer.citations.map((citation) => `${citation.uri}: ${citation.quote}`).join("\n");
      expect(found, `${document}: ${quote}\nnot among\n${cited}`).toBe(true);
    }
  });
});

/** One contains the other, whatever the white space. */
function overlaps(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => text.replace(/\s+/g, " ").trim());
  return one !== undefined && other !== undefined && (one.includes(other) || other.includes(one));
}

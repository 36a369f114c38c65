import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Answer } from "@/lib/ask/schema";

const demoQuestionSchema = z.object({
  question: z.string(),
  /** Document and words that prove the answer; null where the sample corpus holds none. */
  expected: z.array(z.object({ document: z.string(), quote: z.string() })).nullable(),
});
export type DemoQuestion = z.infer<typeof demoQuestionSchema>;

/** The questions of `examples/demo_questions.json`. */
export async function loadDemoQuestions(root: string): Promise<DemoQuestion[]> {
  const text = await readFile(path.join(root, "examples/demo_questions.json"), "utf8");
  return z.array(demoQuestionSchema).parse(JSON.parse(text));
}

/**
 * Null when an answer is as expected, else what isn't: each expected passage is cited, from its document and in
 * the words given (one may hold the other, whatever the white space); where nothing is expected it is refused.
 */
export function notAsExpected(
  answer: Pick<Answer, "answer" | "refused" | "reason" | "citations">,
  expected: DemoQuestion["expected"],
): string | null {
  if (expected === null)
    return answer.refused && answer.reason === "not_found" ? null : `answered: ${answer.answer}`;
  if (answer.refused) return `refused: ${answer.answer}`;
  const missing = expected.find(
    ({ document, quote }) =>
      !answer.citations.some((citation) => citation.uri === document && overlap(citation.quote, quote)),
  );
  if (!missing) return null;
  const cited = answer.citations.map(({ uri, quote }) => `${uri}: ${quote}`).join("\n");
  return `${missing.document}: ${missing.quote}\nnot among\n${cited}`;
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [flat(one), flat(other)];
  return a.includes(b) || b.includes(a);
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

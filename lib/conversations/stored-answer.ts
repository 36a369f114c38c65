import { type Answer, answerSchema } from "@/lib/ask/schema";

/** An answer as it was stored, its citations marked with what has become of their documents since. */
export function toStoredAnswer(result: unknown, changes: Record<string, string>): Answer {
  const answer = answerSchema.parse(result);
  return answerSchema.parse({
    ...answer,
    citations: answer.citations.map((citation) => ({
      ...citation,
      changed: changes[String(citation.marker)] ?? "no",
    })),
  });
}

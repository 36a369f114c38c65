import { contentWordsOf, wordsOf } from "@/lib/text/words";

/** A question folded to its sorted content words, so that "How heavy is the GW-5?" asked twice is one gap. */
export function gapFingerprint(question: string): string {
  const content = contentWordsOf(question);
  const words = content.length > 0 ? content : wordsOf(question);
  return [...new Set(words.map((word) => word.stem))].sort().join(" ").slice(0, 500);
}

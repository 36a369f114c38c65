import { splitSentences } from "@/lib/text/split-sentences";
import { type AnalysedText, analyseText } from "./analyse-text";
import { valueSupported } from "./compare-values";
import { covers } from "./word-coverage";

/**
 * The sentences of the evidence that the claim speaks of: the one that shares most with it, then others as long as
 * each adds something. What a further sentence denies or obliges doesn't concern the claim.
 */
export function alignEvidence(claimed: AnalysedText, given: AnalysedText): AnalysedText {
  const ranges = splitSentences(given.text);
  if (ranges.length < 2) return given;
  const sentences = ranges.map(({ start, end }) => analyseText(given.text.slice(start, end)));
  const wanted = new Set(keysOf(claimed));
  const held = sentences.map(
    (sentence) => new Set([...wanted].filter((key) => holds(key, claimed, sentence))),
  );
  const chosen = new Set<number>();
  const found = new Set<string>();
  while (chosen.size < sentences.length) {
    let best = -1;
    let gain = 0;
    for (const [index, keys] of held.entries()) {
      if (chosen.has(index)) continue;
      const added = [...keys].filter((key) => !found.has(key)).length;
      if (added > gain) {
        gain = added;
        best = index;
      }
    }
    if (best < 0) break;
    chosen.add(best);
    for (const key of held[best] ?? []) found.add(key);
  }
  if (chosen.size === 0 || chosen.size === sentences.length) return given;
  const text = [...chosen]
    .sort((a, b) => a - b)
    .map((index) => sentences[index]?.text ?? "")
    .join(" ");
  return analyseText(text);
}

function keysOf({ words, values }: AnalysedText): string[] {
  return [
    ...words.filter((word) => !word.stop).map((word) => `word ${word.stem}`),
    ...values.map((_, index) => `value ${index}`),
  ];
}

function holds(key: string, claimed: AnalysedText, sentence: AnalysedText): boolean {
  if (key.startsWith("word ")) return covers(sentence.stems, key.slice(5)) > 0;
  const value = claimed.values[Number(key.slice(6))];
  return value !== undefined && sentence.values.some((other) => valueSupported(value, other));
}

import commonWords from "./weights/common-words.json";

const words = commonWords.words.split(" ");
const ranks = new Map(words.map((word, index): [string, number] => [word, index]));
const steps = Math.log(1 + words.length / 150);

/**
 * How telling a word is, 0 to 1, from its rank among English words by frequency; a word that is not among them
 * counts as rare. Needs no corpus, so that a question weighs the same whatever is indexed.
 */
export function wordWeight(lower: string): number {
  const rank = ranks.get(lower) ?? ranks.get(lower.replace(/s$/, ""));
  return rank === undefined ? 1 : 0.15 + 0.85 * (Math.log(1 + rank / 150) / steps);
}

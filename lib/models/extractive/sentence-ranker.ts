import type { SentenceFeatures } from "./sentence-features";
import file from "./weights/sentence-ranker.json";

export interface SentenceRankerFile {
  bias: number;
  weights: Record<string, number>;
  /** How the linear score and the reader's come together; `unread` stands for the reader where it didn't read. */
  together: { bias: number; linear: number; reader: number; unread: number };
}

export interface SentenceRanker {
  /** Log-odds that a unit holds the answer, from its features alone. */
  linear(features: SentenceFeatures): number;
  /** The same with what the reader says; null for a unit that it didn't read. */
  together(linear: number, reader: number | null): number;
}

/** The ranker of this version, made by `npm run fit`. */
export const sentenceRanker: SentenceRanker = openSentenceRanker(file);

/** A ranker from its file. */
export function openSentenceRanker(weights: SentenceRankerFile): SentenceRanker {
  const known = new Map(Object.entries(weights.weights));
  const { bias, linear, reader, unread } = weights.together;
  return {
    linear: (features) => {
      let score = weights.bias;
      for (const [name, value] of Object.entries(features)) score += (known.get(name) ?? 0) * value;
      return score;
    },
    together: (score, read) => bias + linear * score + reader * Math.max(unread, read ?? unread),
  };
}

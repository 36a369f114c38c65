// How well the tokens of a question are met by those of a sentence, over the states of the embedding model:
// each token of the question meets its nearest of the sentence (late interaction, Khattab and Zaharia, 2020).
import type { TokenStates } from "../token-states";

export interface Meeting {
  /** Weighted mean over the question's tokens of the closest in the sentence, -1 to 1. */
  mean: number;
  /** The telling token that is met least. */
  least: number;
}

/** Vocabulary ids below it are marks and punctuation. */
const firstWordId = 1996;
/** The vocabulary is ordered by frequency: at this id a word begins to tell something, so many later it is rare. */
const commonUntil = 60;
const rareFrom = 400 * commonUntil;
const telling = 0.45;

/** Rows of length 1, made once for a text. */
export interface MeetingSide {
  rows: Float32Array[];
  weights: number[];
}

/** A text made ready to meet another. */
export function meetingSide(read: TokenStates): MeetingSide {
  const width = read.ids.length > 0 ? read.states.length / read.ids.length : 0;
  const rows: Float32Array[] = [];
  const weights: number[] = [];
  for (const [index, id] of read.ids.entries()) {
    if (id < firstWordId) continue;
    const row = read.states.slice(index * width, (index + 1) * width);
    let sum = 1e-9;
    for (const value of row) sum += value * value;
    const scale = 1 / Math.sqrt(sum);
    for (let k = 0; k < row.length; k++) row[k] = (row[k] ?? 0) * scale;
    rows.push(row);
    weights.push(weightOf(id));
  }
  return { rows, weights };
}

/** Meets a question with a sentence; both zero when either has no word. */
export function meet(question: MeetingSide, sentence: MeetingSide): Meeting {
  if (question.rows.length === 0 || sentence.rows.length === 0) return { mean: 0, least: 0 };
  let sum = 0;
  let total = 0;
  let least = 1;
  for (const [index, asked] of question.rows.entries()) {
    let closest = -1;
    for (const row of sentence.rows) {
      let product = 0;
      for (let k = 0; k < asked.length; k++) product += (asked[k] ?? 0) * (row[k] ?? 0);
      if (product > closest) closest = product;
    }
    const weight = question.weights[index] ?? 0;
    sum += weight * closest;
    total += weight;
    if (weight >= telling) least = Math.min(least, closest);
  }
  return { mean: sum / total, least };
}

function weightOf(id: number): number {
  const place = Math.max(1, id - firstWordId);
  return Math.min(1, Math.max(0.1, Math.log(place / commonUntil) / Math.log(rareFrom / commonUntil)));
}

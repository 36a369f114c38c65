import type { TokenStates } from "../token-states";
import type { AnswerUnit, SourcePassage } from "./answer-units";
import { type Meeting, meet, meetingSide } from "./late-interaction";

/** The part of an embedding model that is needed here. */
export interface SentenceVectors {
  id: string;
  embed(texts: string[]): Promise<Float32Array[]>;
  readTokens?(text: string): Promise<TokenStates>;
}

/** What was asked for lately: the decision and the choice of sentences look at the same texts. */
const vectors = new Map<string, Float32Array>();
const vectorsAtMost = 3000;
const readings = new Map<string, TokenStates>();
const readingsAtMost = 150;

/**
 * Cosine of question and unit, and how their tokens meet, for the `wanted` indexes; NaN and null for the others. A
 * short unit is read with its section.
 */
export async function similaritiesTo({
  question,
  units,
  passages,
  wanted,
  embeddingModel,
}: {
  question: string;
  units: AnswerUnit[];
  passages: SourcePassage[];
  wanted: Set<number>;
  embeddingModel: SentenceVectors;
}): Promise<{ similarities: number[]; meetings: (Meeting | null)[] }> {
  const asked = await vectorOf(embeddingModel, question);
  const side = embeddingModel.readTokens ? meetingSide(await readingOf(embeddingModel, question)) : null;
  const similarities = units.map(() => Number.NaN);
  const meetings = units.map((): Meeting | null => null);
  for (const index of wanted) {
    const unit = units[index];
    if (!unit) continue;
    const text = embeddedText(unit, passages[unit.passageIndex]);
    similarities[index] = dot(asked, await vectorOf(embeddingModel, text));
    if (side) meetings[index] = meet(side, meetingSide(await readingOf(embeddingModel, text)));
  }
  return { similarities, meetings };
}

/** Vector of one text, remembered for a while. */
export async function vectorOf(embeddingModel: SentenceVectors, text: string): Promise<Float32Array> {
  const key = `${embeddingModel.id}\n${text}`;
  const known = vectors.get(key);
  if (known) return known;
  if (embeddingModel.readTokens) return (await readingOf(embeddingModel, text)).vector;
  const [vector] = await embeddingModel.embed([text]);
  if (!vector) throw new Error("the embedding model returned no vector");
  remember(vectors, key, vector, vectorsAtMost);
  return vector;
}

/** Token states of one text, remembered for a while. Only for a model that can show them. */
export async function readingOf(embeddingModel: SentenceVectors, text: string): Promise<TokenStates> {
  const key = `${embeddingModel.id}\n${text}`;
  const known = readings.get(key);
  if (known) return known;
  if (!embeddingModel.readTokens) throw new Error(`${embeddingModel.id} can't show token states`);
  const reading = await embeddingModel.readTokens(text);
  remember(readings, key, reading, readingsAtMost);
  remember(vectors, key, reading.vector, vectorsAtMost);
  return reading;
}

/** Drops the oldest when full. */
function remember<T>(map: Map<string, T>, key: string, value: T, atMost: number): void {
  if (map.size >= atMost) {
    const oldest = map.keys().next().value;
    if (oldest !== undefined) map.delete(oldest);
  }
  map.set(key, value);
}

/** Cosine of two vectors of length 1. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** What the model reads of a unit: a short one with its heading, a table row with the names of its columns. */
export function embeddedText(unit: AnswerUnit, passage: SourcePassage | undefined): string {
  if (unit.asked !== null) return `${unit.asked} ${unit.text}`;
  if (unit.kind !== "row" && unit.words.length > 7) return unit.text;
  const heading = unit.under ?? passage?.section?.at(-1) ?? passage?.title ?? "";
  const text = unit.kind === "row" ? rowText(unit) : unit.text;
  return heading ? `${heading}: ${text}` : text;
}

/** "Name: Blue pump; Price: 20". */
function rowText(unit: AnswerUnit): string {
  return unit.text
    .split(" | ")
    .map((cell, index) => {
      const column = unit.columns?.[index]?.trim();
      return column && cell.trim() ? `${column}: ${cell.trim()}` : cell.trim();
    })
    .filter(Boolean)
    .join("; ");
}

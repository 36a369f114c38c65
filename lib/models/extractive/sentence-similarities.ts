import type { AnswerUnit, SourcePassage } from "./answer-units";

/** The part of an embedding model that is needed here. */
export interface SentenceVectors {
  id: string;
  embed(texts: string[]): Promise<Float32Array[]>;
}

/** Vectors that were asked for lately: the decision and the choice of sentences look at the same ones. */
const recent = new Map<string, Float32Array>();
const keptAtMost = 3000;

/** Cosine of question and unit for the `wanted` indexes, NaN for the others. A short unit is read with its section. */
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
}): Promise<number[]> {
  const asked = await vectorOf(embeddingModel, question);
  const similarities = units.map(() => Number.NaN);
  for (const index of wanted) {
    const unit = units[index];
    if (!unit) continue;
    const vector = await vectorOf(embeddingModel, embeddedText(unit, passages[unit.passageIndex]));
    similarities[index] = dot(asked, vector);
  }
  return similarities;
}

/** Vector of one text, remembered for a while. */
export async function vectorOf(embeddingModel: SentenceVectors, text: string): Promise<Float32Array> {
  const key = `${embeddingModel.id}\n${text}`;
  const known = recent.get(key);
  if (known) return known;
  const [vector] = await embeddingModel.embed([text]);
  if (!vector) throw new Error("the embedding model returned no vector");
  if (recent.size >= keptAtMost) {
    const oldest = recent.keys().next().value;
    if (oldest !== undefined) recent.delete(oldest);
  }
  recent.set(key, vector);
  return vector;
}

/** Cosine of two vectors of length 1. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

function embeddedText(unit: AnswerUnit, passage: SourcePassage | undefined): string {
  if (unit.kind !== "row" && unit.words.length > 7) return unit.text;
  const heading = passage?.section?.at(-1) ?? passage?.title ?? "";
  return heading ? `${heading}: ${unit.text}` : unit.text;
}

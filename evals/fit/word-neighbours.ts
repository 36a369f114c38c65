// Which words mean nearly the same, learned: the embedding model reads each common word alone, the mean of all is
// taken off, and words whose vectors then stand close become neighbours. `npx tsx evals/fit/word-neighbours.ts`.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { dot } from "@/lib/models/extractive/sentence-similarities";
import commonWords from "@/lib/models/extractive/weights/common-words.json";
import { loadLocalEmbedding, normalized } from "@/lib/models/local-embedding";
import { stemOf, wordsOf } from "@/lib/text/words";

const root = path.resolve(import.meta.dirname, "../..");
const leastSimilarity = 0.6;
const wordCount = 16_000;

const model = await loadLocalEmbedding();
const words = commonWords.words
  .split(" ")
  .filter((word) => word.length >= 3 && wordsOf(word)[0]?.stop === false)
  .slice(0, wordCount);
const vectors = await model.embed(words);
const mean = new Float32Array(model.dimensions);
for (const vector of vectors)
  for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0) / vectors.length;
const centred = vectors.map((vector) => normalized(vector.map((value, index) => value - (mean[index] ?? 0))));

const pairs = new Map<string, number>();
for (let first = 0; first < words.length; first++) {
  for (let second = first + 1; second < words.length; second++) {
    const a = centred[first];
    const b = centred[second];
    if (!a || !b) continue;
    const similarity = dot(a, b);
    if (similarity < leastSimilarity) continue;
    const [one, other] = [stemOf(words[first] ?? ""), stemOf(words[second] ?? "")].sort();
    if (!one || !other || one === other) continue;
    const key = `${one} ${other}`;
    pairs.set(key, Math.max(pairs.get(key) ?? 0, similarity));
  }
}
const lines = [...pairs]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, value]) => `${key} ${Math.round(value * 100)}`);
await writeFile(
  path.join(root, "lib/text/word-neighbours.json"),
  `${JSON.stringify({ embeddingModel: model.id, command: "npx tsx evals/fit/word-neighbours.ts", leastSimilarity, pairs: lines.join(",") })}\n`,
);
console.log(`${lines.length} pairs of ${words.length} words`);

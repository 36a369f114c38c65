import neighbours from "./word-neighbours.json";

const similar = new Map<string, Map<string, number>>();
for (const pair of neighbours.pairs.split(",")) {
  const [one = "", other = "", hundredths = "0"] = pair.split(" ");
  remember(one, other, Number(hundredths) / 100);
  remember(other, one, Number(hundredths) / 100);
}

/**
 * How alike two stems are in meaning, 0 to 1, learned from the embedding model (`evals/fit/word-neighbours.ts`);
 * 1 for the same stem, 0 for a pair below .6. Opposites can be alike too: callers must rule them out.
 */
export function wordSimilarity(stem: string, other: string): number {
  return stem === other ? 1 : (similar.get(stem)?.get(other) ?? 0);
}

/** Stems that are alike in meaning, with their likeness. */
export function similarStems(stem: string): ReadonlyMap<string, number> {
  return similar.get(stem) ?? new Map();
}

function remember(stem: string, other: string, similarity: number): void {
  const known = similar.get(stem) ?? new Map<string, number>();
  known.set(other, similarity);
  similar.set(stem, known);
}

// The order of the most promising sentences, by boosted trees: unlike a weighted sum they know that a rule can hold
// for table rows alone, or only where nothing better stands beside it.
import { canAnswer } from "./answer-units";
import type { RankedUnit } from "./ranked-unit";
import { sentenceFeatureNames } from "./sentence-features";
import file from "./weights/sentence-trees.json";

/** Trees in arrays: node `i` asks whether feature `feature[i]` is at most `threshold[i]`; a leaf has feature -1. */
export interface TreesFile {
  /** So many of the best go through the trees. */
  most: number;
  bias: number;
  features: string[];
  roots: number[];
  feature: number[];
  threshold: number[];
  left: number[];
  right: number[];
  value: number[];
}

/** Stands for the reader where it didn't read. */
const unread = -6;
/** What the other sentences lose, so that none comes before one that was weighed. */
const behind = 20;

/**
 * `ranked` with the trees' scores, log-odds that a sentence is right. Each of the most promising is weighed by its
 * features and by how far it stays behind the best of them in each. The order of the list stays. Throws when the file
 * is of other features.
 */
export function weighByTrees(ranked: RankedUnit[], trees: TreesFile = file): RankedUnit[] {
  const names = [...sentenceFeatureNames, "linear", "reader", "score"];
  if (names.join() !== trees.features.join()) throw new Error("the sentence trees are of other features");
  const top = ranked
    .filter(({ unit }) => canAnswer(unit))
    .sort((a, b) => b.score - a.score)
    .slice(0, trees.most);
  const rows = top.map((item) => [
    ...sentenceFeatureNames.map((name) => item.features[name]),
    item.linear,
    item.reader ?? unread,
    item.score,
  ]);
  const highest = names.map((_, column) => Math.max(...rows.map((row) => row[column] ?? 0)));
  const weighed = new Map(
    top.map((item, index) => {
      const own = rows[index] ?? [];
      return [item, sumOf(trees, [...own, ...own.map((value, column) => value - (highest[column] ?? 0))])];
    }),
  );
  return ranked.map((item) => ({
    ...item,
    score: weighed.get(item) ?? item.score - behind,
    byTrees: true,
  }));
}

function sumOf(trees: TreesFile, row: number[]): number {
  let sum = trees.bias;
  for (const root of trees.roots) {
    let node = root;
    for (let feature = trees.feature[node] ?? -1; feature >= 0; feature = trees.feature[node] ?? -1) {
      const side = (row[feature] ?? 0) <= (trees.threshold[node] ?? 0) ? trees.left : trees.right;
      node = side[node] ?? 0;
    }
    sum += trees.value[node] ?? 0;
  }
  return sum;
}

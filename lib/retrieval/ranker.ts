// The trained part of the reranker: weights made by `npm run fit:ranker`, kept with where they come from.
import { z } from "zod";
import { featureNames } from "./rank-features";
import file from "./weights/ranker.json";

export const rankerFileSchema = z.object({
  id: z.string(),
  command: z.string(),
  seed: z.number(),
  data: z.unknown(),
  features: z.array(z.string()),
  /** Each feature is shifted and scaled by these before it is weighed. */
  mean: z.array(z.number()),
  deviation: z.array(z.number()),
  weights: z.array(z.number()),
  /** Small trees on top of the weighted sum: `[feature, threshold, left, right]` or `[value]`, from the root at 0. */
  trees: z.array(z.array(z.array(z.number()))),
  /** Turns the sum into a probability: `1 / (1 + exp(-(slope × sum + offset)))`. */
  calibration: z.object({ slope: z.number(), offset: z.number() }),
});
export type RankerFile = z.infer<typeof rankerFileSchema>;

export interface Ranker {
  id: string;
  /** For rows of features, in the order of `featureNames`: a number between 0 and 1 each. */
  score(rows: Float64Array[]): number[];
}

/** The ranker of this version. */
export const ranker: Ranker = openRanker(rankerFileSchema.parse(file));

/** A ranker from its file. Throws when the file was made for other features. */
export function openRanker(weights: RankerFile): Ranker {
  if (weights.features.join() !== featureNames.join())
    throw new Error(`The ranker ${weights.id} was fitted for other features: run npm run fit:ranker.`);
  const { slope, offset } = weights.calibration;
  return {
    id: weights.id,
    score: (rows) => rows.map((row) => 1 / (1 + Math.exp(-(slope * rawScore(weights, row) + offset)))),
  };
}

/** The sum before calibration. */
export function rawScore(
  weights: Pick<RankerFile, "mean" | "deviation" | "weights" | "trees">,
  row: Float64Array,
): number {
  let sum = 0;
  for (let index = 0; index < row.length; index++) {
    const scaled = ((row[index] ?? 0) - (weights.mean[index] ?? 0)) / (weights.deviation[index] ?? 1);
    sum += (weights.weights[index] ?? 0) * scaled;
  }
  for (const tree of weights.trees) sum += leafOf(tree, row);
  return sum;
}

function leafOf(tree: number[][], row: Float64Array): number {
  let node = tree[0] ?? [0];
  while (node.length > 1) {
    const [feature = 0, threshold = 0, left = 0, right = 0] = node;
    node = tree[(row[feature] ?? 0) <= threshold ? left : right] ?? [0];
  }
  return node[0] ?? 0;
}

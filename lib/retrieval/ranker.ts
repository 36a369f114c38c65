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
  /** Pairs of features whose product is weighed as well, after the features themselves. */
  products: z.array(z.tuple([z.string(), z.string()])),
  /** Each feature is shifted and scaled by these before it is weighed. */
  mean: z.array(z.number()),
  deviation: z.array(z.number()),
  weights: z.array(z.number()),
  /** Turns the sum into a probability: `1 / (1 + exp(-(slope × sum + offset)))`. */
  calibration: z.object({ slope: z.number(), offset: z.number() }),
});
export type RankerFile = z.infer<typeof rankerFileSchema>;

export interface Ranker {
  id: string;
  /** For a row of features, in the order of `featureNames`: the sum that results are ordered by. */
  sum(row: Float64Array): number;
  /** The sum as a number between 0 and 1, for people; far sums come out alike. */
  probability(sum: number): number;
}

/** The ranker of this version. */
export const ranker: Ranker = openRanker(rankerFileSchema.parse(file));

/** A ranker from its file. Throws when the file was made for other features. */
export function openRanker(weights: RankerFile): Ranker {
  if (weights.features.join() !== featureNames.join())
    throw new Error(`The ranker ${weights.id} was fitted for other features: run npm run fit:ranker.`);
  const { slope, offset } = weights.calibration;
  const pairs = indexesOf(weights.products);
  return {
    id: weights.id,
    sum: (row) => sumOf(weights, expand(row, pairs)),
    probability: (sum) => 1 / (1 + Math.exp(-(slope * sum + offset))),
  };
}

type Weights = Pick<RankerFile, "mean" | "deviation" | "weights" | "products">;

/** The sum before calibration, of one row of features. */
export function rawScore(weights: Weights, row: Float64Array): number {
  return sumOf(weights, expand(row, indexesOf(weights.products)));
}

/** A row with the products of its pairs behind it. */
export function expand(row: Float64Array, pairs: [number, number][]): Float64Array {
  const expanded = new Float64Array(row.length + pairs.length);
  expanded.set(row);
  for (const [index, [one, other]] of pairs.entries())
    expanded[row.length + index] = (row[one] ?? 0) * (row[other] ?? 0);
  return expanded;
}

/** Positions of named features. */
export function indexesOf(pairs: [string, string][]): [number, number][] {
  const names: readonly string[] = featureNames;
  return pairs.map(([one, other]) => [names.indexOf(one), names.indexOf(other)]);
}

function sumOf({ mean, deviation, weights }: Weights, values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    const scaled = ((values[index] ?? 0) - (mean[index] ?? 0)) / (deviation[index] ?? 1);
    sum += (weights[index] ?? 0) * scaled;
  }
  return sum;
}

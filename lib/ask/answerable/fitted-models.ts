export interface FittedModel {
  embeddingModel: string;
  rankers: string[];
  threshold: number;
  probability(features: Record<string, number>): number;
}

/** One entry for each embedding model that `npm run fit` was run for. */
export const fittedModels: FittedModel[] = [];

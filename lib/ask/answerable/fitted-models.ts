import { type AnswerableFeatures, answerableFeatureNames } from "./answerable-features";
import miniLm from "./weights/all-minilm-l6-v2.json";

interface Weighing {
  threshold: number;
  bias: number;
  weights: Record<string, number>;
}

export interface FittedFile extends Weighing {
  embeddingModel: string;
  rankers: string[];
  /** For questions in a language that the embedding model doesn't cover. */
  byWords: Weighing;
}

export interface FittedModel {
  embeddingModel: string;
  rankers: string[];
  threshold: number;
  probability(features: AnswerableFeatures): number;
  byWords: { threshold: number; probability(features: AnswerableFeatures): number };
}

/** One entry for each embedding model that `npm run fit` was run for. */
export const fittedModels: FittedModel[] = [openFittedModel(miniLm)];

/** A model from its file: a logistic regression whose output is a calibrated probability. */
export function openFittedModel(file: FittedFile): FittedModel {
  return {
    embeddingModel: file.embeddingModel,
    rankers: file.rankers,
    ...weigh(file),
    byWords: weigh(file.byWords),
  };
}

function weigh(file: Weighing) {
  const weights = new Map(Object.entries(file.weights));
  return {
    threshold: file.threshold,
    probability: (features: AnswerableFeatures) => {
      const sum = answerableFeatureNames.reduce(
        (total, name) => total + (weights.get(name) ?? 0) * features[name],
        file.bias,
      );
      return 1 / (1 + Math.exp(-sum));
    },
  };
}

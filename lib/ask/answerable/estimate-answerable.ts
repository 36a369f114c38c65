// How probable is it that these passages answer the question? Decides between answering and refusing.
import { analyseQuestion } from "@/lib/models/extractive/analyse-question";
import type { SourcePassage } from "@/lib/models/extractive/answer-units";
import { rankedSentences } from "@/lib/models/extractive/select-sentences";
import type { SentenceVectors } from "@/lib/models/extractive/sentence-similarities";
import { type AnswerableFeatures, answerableFeatures } from "./answerable-features";
import { fittedModels } from "./fitted-models";

export interface AnswerableEstimate {
  /** Calibrated probability that the passages answer the question; null when nothing was fitted for this pair. */
  probability: number | null;
  /** Refuse below it; null when unfitted. */
  threshold: number | null;
  /** Whether to answer: the probability against the threshold, or the cautious rule of an unfitted pair. */
  answerable: boolean;
  /** `embedding model + ranker` that the model was fitted for; null when unfitted. */
  fittedFor: string | null;
  features: Record<string, number>;
}

/**
 * The estimate for a question and its ranked passages. The fitted model belongs to one embedding model and one
 * ranker: with any other the probability is null and a cautious rule on word overlap decides, which says so. A
 * question in a language that the embedding model doesn't cover is weighed by words alone.
 */
export async function estimateAnswerable({
  question,
  passages,
  embeddingModel,
  ranker,
}: {
  question: string;
  passages: SourcePassage[];
  embeddingModel: SentenceVectors;
  ranker: string;
}): Promise<AnswerableEstimate> {
  const analysed = analyseQuestion(question);
  const ranked = await rankedSentences({ question: analysed, passages, embeddingModel });
  const features = answerableFeatures({ question: analysed, ranked, passages });
  const fitted = fittedModels.find(
    (model) => model.embeddingModel === embeddingModel.id && model.rankers.includes(ranker),
  );
  if (!fitted || ranked.length === 0) {
    return {
      probability: ranked.length === 0 && fitted ? 0 : null,
      threshold: fitted?.threshold ?? null,
      answerable: ranked.length > 0 && cautiousRule(features),
      fittedFor: null,
      features,
    };
  }
  const { probability: weigh, threshold } = analysed.german ? fitted.byWords : fitted;
  const probability = weigh(features);
  return {
    probability,
    threshold,
    answerable: probability >= threshold,
    fittedFor: `${analysed.german ? "words" : fitted.embeddingModel} + ${ranker}`,
    features,
  };
}

/** Without a fitted model: answer only when one passage carries nearly all that the question asks about. */
function cautiousRule(features: AnswerableFeatures): boolean {
  return (
    features.passageCoverage >= 0.75 && features.sentenceCoverage >= 0.5 && features.rarestUnmatched < 0.85
  );
}

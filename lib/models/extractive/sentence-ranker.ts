import type { AnalysedQuestion } from "./analyse-question";
import type { SentenceFeatures } from "./sentence-features";
import weights from "./weights/sentence-ranker.json";

const known = new Map<string, number>(Object.entries(weights.weights));

/** Log-odds that a unit holds the answer, by the fitted linear ranker (`npm run fit`). */
export function rankerScore(features: SentenceFeatures, _question: AnalysedQuestion): number {
  let score = weights.bias;
  for (const [name, value] of Object.entries(features)) score += (known.get(name) ?? 0) * value;
  return score;
}

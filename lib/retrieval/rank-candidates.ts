import type { AnalyzedQuestion } from "./analyze-question";
import type { Candidate } from "./find-candidates";
import { rankFeatures } from "./rank-features";
import { ranker } from "./ranker";

export interface RankedCandidate extends Candidate {
  /** Between 0 and 1: how sure the reranker is that the chunk is what was asked for. */
  rerank: number;
}

/** The candidates in the order of the reranker, best first. */
export function rankCandidates(question: AnalyzedQuestion, candidates: Candidate[]): RankedCandidate[] {
  return rankFeatures(question, candidates)
    .map((row) => ranker.sum(row))
    .flatMap((sum, index) => {
      const candidate = candidates[index];
      return candidate ? [{ sum, ranked: { ...candidate, rerank: ranker.probability(sum) } }] : [];
    })
    .sort((a, b) => b.sum - a.sum || b.ranked.fused - a.ranked.fused || a.ranked.chunkId - b.ranked.chunkId)
    .map(({ ranked }) => ranked);
}

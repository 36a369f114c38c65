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
  const rows = rankFeatures(question, candidates);
  const scores = ranker.score(rows);
  return candidates
    .map((candidate, index) => ({ ...candidate, rerank: scores[index] ?? 0 }))
    .sort((a, b) => b.rerank - a.rerank || b.fused - a.fused || a.chunkId - b.chunkId);
}

export interface RankedId {
  chunkId: number;
  score: number;
}

export interface FusedCandidate {
  chunkId: number;
  vector: { score: number; rank: number } | null;
  text: { score: number; rank: number } | null;
  fused: number;
}

/** The constant of reciprocal-rank fusion (Cormack, Clarke and Büttcher 2009). */
const k = 60;

/**
 * Both lists in one, by reciprocal ranks: `weight / (60 + rank)` summed over the lists, best first, ranks from 1.
 * Scores of the two searches have no common scale; ranks do.
 */
export function fuse(
  lists: { vector: RankedId[]; text: RankedId[] },
  weights: { vector: number; text: number } = { vector: 1, text: 1 },
): FusedCandidate[] {
  const candidates = new Map<number, FusedCandidate>();
  for (const part of ["vector", "text"] as const) {
    for (const [index, { chunkId, score }] of lists[part].entries()) {
      const rank = index + 1;
      const candidate = candidates.get(chunkId) ?? { chunkId, vector: null, text: null, fused: 0 };
      candidate[part] = { score, rank };
      candidate.fused += weights[part] / (k + rank);
      candidates.set(chunkId, candidate);
    }
  }
  return [...candidates.values()].sort((a, b) => b.fused - a.fused || a.chunkId - b.chunkId);
}

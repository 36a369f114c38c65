import type { ScoredUnit } from "./sentence-features";

/** A unit with how well it answers. */
export interface RankedUnit extends ScoredUnit {
  /** Log-odds that the unit holds the answer. */
  score: number;
  /** Whether the score is the trees'. */
  byTrees: boolean;
  /** The same by the weighted sum, which the decision to answer was fitted on. */
  plain: number;
  /** The same without the reader. */
  linear: number;
  /** What the reader alone says; null for a unit that it didn't read. */
  reader: number | null;
}

export interface RankedQuery {
  /** Best first, each once. */
  documents: string[];
  gradeOf: (document: string) => number;
  /** How many relevant documents there are. */
  relevant: number;
}

/** The usual measures, one number a query: recall of a right one within 1 and 5, reciprocal rank and nDCG within 10. */
export function scoresOf(queries: RankedQuery[]): Record<"R@1" | "R@5" | "MRR@10" | "nDCG@10", number[]> {
  const first = queries.map(({ documents, gradeOf }) =>
    documents.findIndex((document) => gradeOf(document) > 0),
  );
  return {
    "R@1": first.map((rank) => (rank === 0 ? 1 : 0)),
    "R@5": first.map((rank) => (rank >= 0 && rank < 5 ? 1 : 0)),
    "MRR@10": first.map((rank) => (rank >= 0 && rank < 10 ? 1 / (rank + 1) : 0)),
    "nDCG@10": queries.map(ndcg),
  };
}

/** Gains of 1 for each relevant document, whatever its grade, so that sets with and without grades compare. */
function ndcg({ documents, gradeOf, relevant }: RankedQuery): number {
  const discount = (index: number) => 1 / Math.log2(index + 2);
  const gain = documents
    .slice(0, 10)
    .reduce((sum, document, index) => sum + (gradeOf(document) > 0 ? discount(index) : 0), 0);
  let best = 0;
  for (let index = 0; index < Math.min(10, relevant); index++) best += discount(index);
  return best > 0 ? gain / best : 0;
}

import type { Database } from "@/db/client";
import { foldTextTotals, textEngine } from "@/db/queries/ensure-indexes";
import { ensureVectorIndex, type VectorIndexState } from "@/db/queries/vector-index";
import { searchModel } from "./search-model";

/**
 * What search needs now and then: the HNSW index once the corpus has grown past the exact scan, and the totals of
 * the postings folded. May take minutes and locks nobody out; a worker calls it when it is idle.
 */
export async function maintainIndexes(db: Database): Promise<VectorIndexState> {
  const model = await searchModel(db);
  if ((await textEngine(db)) === "postings") await foldTextTotals(db);
  return ensureVectorIndex(db, { model: model.id, dimensions: model.dimensions });
}

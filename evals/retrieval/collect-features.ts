// Candidates of a set's queries with their features and what is known of them: what the ranker is fitted on.
import type { Database } from "@/db/client";
import type { EmbeddingModel } from "@/lib/models/embedding-model";
import { findCandidates } from "@/lib/retrieval/find-candidates";
import { rankFeatures } from "@/lib/retrieval/rank-features";
import type { IndexedSet } from "./index-set";
import type { BenchSet } from "./load-sets";

export interface FeatureGroup {
  set: string;
  query: string;
  group: string;
  /** Features of each candidate, best fused first. */
  rows: Float64Array[];
  /** Grade of each candidate's document; 0 is not relevant. */
  grades: number[];
  documents: string[];
  /** How many relevant documents there are, found or not. */
  relevant: number;
}

export async function collectFeatures(options: {
  db: Database;
  set: BenchSet;
  indexed: IndexedSet;
  model: EmbeddingModel;
}): Promise<FeatureGroup[]> {
  const { db, set, indexed, model } = options;
  const groups: FeatureGroup[] = [];
  for (const query of set.queries) {
    const { question, candidates } = await findCandidates(db, {
      access: indexed.access,
      query: query.text.slice(0, 2000),
      model,
      each: 50,
      most: 50,
    });
    const documents = candidates.map(({ chunkId }) => indexed.documentOf.get(chunkId) ?? "");
    groups.push({
      set: set.name,
      query: query.id,
      group: query.group,
      rows: rankFeatures(question, candidates),
      grades: documents.map((document) => query.relevant.get(document) ?? 0),
      documents,
      relevant: query.relevant.size,
    });
  }
  return groups;
}

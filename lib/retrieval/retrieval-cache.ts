// What searches found, by everything that they depend on. The statistics of words over the whole corpus are left out
// on purpose: what others write elsewhere may shift a rank, but brings nothing into what a caller may read.
import { z } from "zod";
import type { Database } from "@/db/client";
import type { ReadableState } from "@/db/queries/readable-state";
import { cacheKey, codeVersion, normalizeQuestion } from "@/lib/cache/cache-key";
import { namedCache } from "@/lib/cache/caches";
import { ValueCache } from "@/lib/cache/value-cache";
import { env } from "@/lib/env/env";
import { ranker } from "./ranker";
import { retrievalTimingsSchema, type SearchFilters, searchResultSchema } from "./schema";
import { searchModel } from "./search-model";

const keptSearchSchema = z.object({
  results: z.array(searchResultSchema),
  timings: retrievalTimingsSchema,
  embeddingModel: z.string(),
  ranker: z.string(),
});
export type KeptSearch = z.infer<typeof keptSearchSchema>;

/** Results of searches by `retrievalKey`. */
export function retrievalCache(): ValueCache<KeptSearch> {
  return namedCache(
    "retrieval",
    () =>
      new ValueCache<KeptSearch>({
        name: "retrieval",
        settings: () => ({ on: env().CACHE_RETRIEVAL === "on", seconds: env().CACHE_RETRIEVAL_SECONDS }),
        parse: (value) => keptSearchSchema.parse(value),
      }),
  );
}

/** The key of a search. */
export async function retrievalKey(
  db: Database,
  input: { readable: ReadableState; query: string; topK: number; filters: SearchFilters | undefined },
): Promise<string> {
  return cacheKey([
    "retrieval",
    codeVersion(),
    input.readable.key,
    normalizeQuestion(input.query),
    input.topK,
    input.filters ?? {},
    [(await searchModel(db)).id, env().EMBEDDING_BASE_URL ?? "", ranker.id],
  ]);
}

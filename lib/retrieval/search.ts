import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { addLogFields, requestContext } from "@/lib/telemetry/context";
import { type SearchRequest, type SearchResponse, searchResponseSchema } from "./schema";
import { searchChunks } from "./search-chunks";

/** What `POST /api/search` answers. Throws as `searchChunks` does. */
export async function search(options: {
  access: Access;
  request: SearchRequest;
  signal?: AbortSignal;
}): Promise<SearchResponse> {
  const { access, request, signal } = options;
  const { query, top_k: topK, filters } = request;
  const found = await searchChunks(await database(), { access, query, topK, filters, signal });
  addLogFields({
    chunks: found.results.map((result) => result.chunk_id),
    embedding_model: found.embeddingModel,
    ...(found.cache && { cache: found.cache, cache_hit: found.cache === "hit" }),
  });
  return searchResponseSchema.parse({
    results: found.results,
    latency_ms: found.timings,
    embedding_model: found.embeddingModel,
    ranker: found.ranker,
    cache: found.cache,
    request_id: requestContext().requestId,
  });
}

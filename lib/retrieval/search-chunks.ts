// Retrieval: one question to the best chunks that the caller may read. The model embeds while text search runs;
// then vectors, fusion by rank, and a small trained reranker over the best of both.
import type { Access } from "@/db/access";
import type { Database } from "@/db/client";
import { type ChunkFilters, findSourceIds } from "@/db/queries/chunk-filters";
import { readableState } from "@/db/queries/readable-state";
import { normalizeQuestion } from "@/lib/cache/cache-key";
import { sourceUnknown } from "@/lib/sources/resolve-source";
import { withSpan } from "@/lib/telemetry/spans";
import { letOthersIn } from "@/lib/text/let-others-in";
import { cleanText } from "./analyze-question";
import { readTokens } from "./chunk-tokens";
import { demoteDuplicates } from "./demote-duplicates";
import { findCandidates, stopwatch } from "./find-candidates";
import { type RankedCandidate, rankCandidates } from "./rank-candidates";
import { ranker } from "./ranker";
import { retrievalCache, retrievalKey } from "./retrieval-cache";
import type { RetrievalTimings, SearchFilters, SearchResult } from "./schema";
import { searchModel } from "./search-model";

export interface SearchChunksOptions {
  access: Access;
  query: string;
  topK: number;
  filters?: SearchFilters | undefined;
  signal?: AbortSignal | undefined;
  /** Whether it may be found in the cache. True unless said otherwise. */
  cache?: boolean | undefined;
}

export interface FoundChunks {
  /** Best first. */
  results: SearchResult[];
  timings: RetrievalTimings;
  embeddingModel: string;
  ranker: string;
  /** Left out where the cache is off. */
  cache?: "hit" | "miss";
}

/** How many each search lists, and how many of them, fused, are reranked. */
const each = 50;
const reranked = 50;

/**
 * The `topK` chunks that fit `query` best, each with its scores. An empty list when the question has nothing to
 * search for. Throws `source_unknown`, `embedding_unavailable`, or the signal's reason.
 */
export async function searchChunks(db: Database, options: SearchChunksOptions): Promise<FoundChunks> {
  const { access, query, topK, filters, signal } = options;
  const cache = retrievalCache();
  if (!cache.isOn || options.cache === false) return searchNow(db, options);
  const clock = stopwatch();
  const readable = await readableState(db, { access });
  const key = await retrievalKey(db, { readable, query, topK, filters });
  const known = await cache.get(key);
  signal?.throwIfAborted();
  if (known)
    return {
      ...known,
      timings: { embed_ms: 0, vector_ms: 0, text_ms: 0, fuse_ms: 0, rerank_ms: 0, total_ms: clock.ms() },
      cache: "hit",
    };
  const found = await searchNow(db, { ...options, query: normalizeQuestion(query) });
  // Rights that came and went while it searched leave the state as it was, but not what was found.
  const isWithin = found.results.every((result) => readable.sourceIds.includes(result.source_id));
  const { key: stateNow } = await readableState(db, { access });
  if (isWithin && stateNow === readable.key) {
    const { results, timings, embeddingModel, ranker } = found;
    await cache.set(key, { results, timings, embeddingModel, ranker });
  }
  return { ...found, cache: "miss" };
}

async function searchNow(db: Database, options: SearchChunksOptions): Promise<FoundChunks> {
  const { access, query, topK, signal } = options;
  const clock = stopwatch();
  const [model, filters] = await Promise.all([searchModel(db), resolveFilters(db, access, options.filters)]);
  const most = Math.max(reranked, topK);
  const found = await findCandidates(db, {
    access,
    query,
    filters,
    model,
    each: Math.max(each, topK),
    most,
    signal,
  });
  const rerankClock = stopwatch();
  const ranked = await withSpan("rank", { candidates: found.candidates.length }, async () => {
    await readTokens(found.candidates.map(({ row }) => row));
    return demoteDuplicates(rankCandidates(found.question, found.candidates)).slice(0, topK);
  });
  await letOthersIn();
  const rerank_ms = rerankClock.ms();
  return {
    results: ranked.map(toResult),
    timings: { ...found.timings, rerank_ms, total_ms: clock.ms() },
    embeddingModel: model.id,
    ranker: ranker.id,
  };
}

async function resolveFilters(
  db: Database,
  access: Access,
  filters: SearchFilters | undefined,
): Promise<ChunkFilters | undefined> {
  if (!filters) return undefined;
  const clean = (values: string[] | undefined) => values?.map((value) => cleanText(value));
  const rest: ChunkFilters = {
    documentIds: clean(filters.document_ids),
    uris: clean(filters.uris),
    types: filters.types,
    tags: clean(filters.tags),
    from: filters.from,
    to: filters.to,
  };
  if (!filters.sources || filters.sources.length === 0) return rest;
  const { ids, unknown } = await findSourceIds(db, { access, names: clean(filters.sources) ?? [] });
  if (unknown.length === 0) return { ...rest, sourceIds: ids };
  throw sourceUnknown(unknown, "filters.sources");
}

function toResult({ row, vector, text, similarity, fused, rerank }: RankedCandidate): SearchResult {
  return {
    chunk_id: String(row.chunkId),
    document_id: row.documentId,
    version_id: row.versionId,
    title: row.title,
    source: row.source,
    source_id: row.sourceId,
    uri: row.uri,
    type: row.type,
    page: row.page,
    section: row.section,
    start: row.start,
    end: row.end,
    text: row.text,
    context: row.context,
    effective_date: row.effectiveDate,
    score: rerank,
    scores: {
      vector: vector?.score ?? similarity,
      vector_rank: vector?.rank ?? null,
      text: text?.score ?? null,
      text_rank: text?.rank ?? null,
      fused,
      rerank,
    },
  };
}

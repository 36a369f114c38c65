import { z } from "zod";
import { dateSchema } from "../text/date-schema";

export const searchFiltersSchema = z
  .strictObject({
    /** Names or ids of sources; one that doesn't exist is an error. */
    sources: z.array(z.string().min(1).max(200)).max(100).optional(),
    document_ids: z.array(z.string().min(1).max(100)).max(500).optional(),
    uris: z.array(z.string().min(1).max(2000)).max(500).optional(),
    types: z
      .array(z.enum(["markdown", "text", "html", "pdf", "docx", "pptx", "xlsx", "csv"]))
      .max(8)
      .optional(),
    tags: z.array(z.string().min(1).max(60)).max(50).optional(),
    /** Documents in force from this day on (effective date, else day of publication). */
    from: dateSchema.optional(),
    to: dateSchema.optional(),
  })
  .meta({ id: "SearchFilters" });
export type SearchFilters = z.infer<typeof searchFiltersSchema>;

export const searchRequestSchema = z
  .strictObject({
    query: z.string().trim().min(1).max(2000),
    top_k: z.int().min(1).max(100).default(10),
    filters: searchFiltersSchema.optional(),
  })
  .meta({
    id: "SearchRequest",
    example: { query: "How many days of annual leave does a full-time employee in Hamburg get?", top_k: 5 },
  });

export type SearchRequest = z.infer<typeof searchRequestSchema>;

export const scoresSchema = z.object({
  /** Cosine similarity of question and chunk, -1 to 1; null when the chunk has no vector. */
  vector: z.number().nullable(),
  /** Place in the list of the vector search, from 1; null when it isn't among the first. */
  vector_rank: z.number().int().nullable(),
  /** BM25 score, 0 and up; null when the text search didn't find it. */
  text: z.number().nullable(),
  text_rank: z.number().int().nullable(),
  /** Reciprocal-rank fusion of the two lists. */
  fused: z.number(),
  /** What the reranker says, 0 to 1; results are ordered by it. */
  rerank: z.number().nullable(),
});

export const searchResultSchema = z
  .object({
    chunk_id: z.string(),
    document_id: z.string(),
    version_id: z.string(),
    title: z.string(),
    source: z.string(),
    source_id: z.string(),
    uri: z.string(),
    type: z.string(),
    page: z.number().int().nullable(),
    section: z.array(z.string()),
    start: z.number().int(),
    end: z.number().int(),
    text: z.string(),
    /** Title, section path and table header that stood with the text in the index. */
    context: z.string(),
    effective_date: z.string().nullable(),
    score: z.number(),
    scores: scoresSchema,
  })
  .meta({ id: "SearchResult" });
export type SearchResult = z.infer<typeof searchResultSchema>;

export const retrievalTimingsSchema = z.object({
  embed_ms: z.number(),
  vector_ms: z.number(),
  text_ms: z.number(),
  fuse_ms: z.number(),
  rerank_ms: z.number(),
  total_ms: z.number(),
});
export type RetrievalTimings = z.infer<typeof retrievalTimingsSchema>;

export const searchResponseSchema = z
  .object({
    results: z.array(searchResultSchema),
    latency_ms: retrievalTimingsSchema,
    embedding_model: z.string(),
    ranker: z.string(),
    /** Whether the results were found before; left out where the cache is off. */
    cache: z.enum(["hit", "miss"]).optional(),
    request_id: z.string(),
  })
  .meta({ id: "SearchResponse" });
export type SearchResponse = z.infer<typeof searchResponseSchema>;

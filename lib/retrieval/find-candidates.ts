// Both searches and their fusion: what the reranker chooses from.
import type { Access } from "@/db/access";
import type { Database } from "@/db/client";
import type { ChunkFilters } from "@/db/queries/chunk-filters";
import { type CandidateRow, readCandidates } from "@/db/queries/read-candidates";
import { searchText } from "@/db/queries/search-text";
import { searchVector } from "@/db/queries/search-vector";
import type { EmbeddingModel } from "@/lib/models/embedding-model";
import { withSpan } from "@/lib/telemetry/spans";
import { type AnalyzedQuestion, analyzeQuestion, cleanText } from "./analyze-question";
import { type FusedCandidate, fuse } from "./fuse";

export interface Candidate extends FusedCandidate {
  row: CandidateRow;
  /** Cosine similarity, also where the vector search didn't list the chunk; null without a vector. */
  similarity: number | null;
}

export interface FoundCandidates {
  question: AnalyzedQuestion;
  /** Best fused first. */
  candidates: Candidate[];
  timings: { embed_ms: number; vector_ms: number; text_ms: number; fuse_ms: number };
}

export interface FindCandidatesOptions {
  access: Access;
  query: string;
  filters?: ChunkFilters | undefined;
  model: EmbeddingModel;
  /** Length of each of the two lists. */
  each: number;
  /** How many of the fused list are read. */
  most: number;
  signal?: AbortSignal | undefined;
}

/** Candidates of both searches with their texts. None when the question has nothing to search for. */
export async function findCandidates(db: Database, options: FindCandidatesOptions): Promise<FoundCandidates> {
  const { access, filters, model, each, signal } = options;
  const clock = stopwatch();
  // Both start at once: the model works while the database looks the words up.
  const embedding = timed("embed", () => model.embed([cleanText(options.query)], { signal }));
  embedding.catch(() => {});
  const text = await timed("search words", async () => {
    const question = await analyzeQuestion(db, options.query);
    return { question, hits: await searchText(db, { access, filters, terms: question.terms, limit: each }) };
  });
  const { question } = text.value;
  const embedded = await embedding;
  signal?.throwIfAborted();
  const timings = { embed_ms: embedded.ms, vector_ms: 0, text_ms: text.ms, fuse_ms: 0 };
  const [vector] = embedded.value;
  if (question.words.length === 0 || !vector) return { question, candidates: [], timings };
  const near = await timed("search vectors", () =>
    searchVector(db, { access, filters, model: model.id, vector, limit: each }),
  );
  timings.vector_ms = near.ms;
  signal?.throwIfAborted();
  clock.restart();
  const weights = { vector: covers(model, question.textConfig) ? 1 : 0.3, text: 1 };
  const fused = fuse({ vector: near.value, text: text.value.hits }, weights).slice(0, options.most);
  const { value: rows } = await timed("read candidates", () =>
    readCandidates(db, { access, chunkIds: fused.map(({ chunkId }) => chunkId), model: model.id, vector }),
  );
  const byId = new Map(rows.map((row) => [row.chunkId, row]));
  const candidates = fused.flatMap((candidate) => {
    const row = byId.get(candidate.chunkId);
    return row ? [{ ...candidate, row, similarity: row.similarity }] : [];
  });
  timings.fuse_ms = clock.ms();
  return { question, candidates, timings };
}

/** Languages by their text-search configuration, as far as the corpus' small words tell. */
function covers(model: EmbeddingModel, textConfig: string | undefined): boolean {
  const codes: Record<string, string> = {
    english: "en",
    simple: "en",
    german: "de",
    french: "fr",
    spanish: "es",
  };
  return textConfig === undefined || model.covers(codes[textConfig] ?? textConfig);
}

async function timed<T>(step: string, work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const clock = stopwatch();
  const value = await withSpan(step, {}, work);
  return { value, ms: clock.ms() };
}

/** Milliseconds since it was made or restarted. */
export function stopwatch() {
  let startedAt = performance.now();
  return {
    ms: () => performance.now() - startedAt,
    restart: () => {
      startedAt = performance.now();
    },
  };
}

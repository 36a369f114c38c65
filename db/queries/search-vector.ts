import { sql } from "drizzle-orm";
import type { Access } from "../access";
import type { Database } from "../client";
import { type ChunkFilters, chunkCondition } from "./chunk-filters";
import type { ChunkHit } from "./search-text";
import { exactScanLimit, vectorIndex } from "./vector-index";

export interface SearchVectorOptions {
  access: Access;
  filters?: ChunkFilters | undefined;
  model: string;
  /** Length 1. */
  vector: Float32Array;
  limit: number;
  /** Scans every vector although there is an index; to measure the index against. */
  exact?: boolean;
  /** Callers who may see no more chunks than this get an exact scan though there is an index. */
  exactScanLimit?: number;
}

/** The nearest chunks by cosine similarity, best first. */
export async function searchVector(db: Database, options: SearchVectorOptions): Promise<ChunkHit[]> {
  const index = options.exact ? undefined : await vectorIndex(db, { model: options.model });
  if (!index || (await isFew(db, options))) return exactSearch(db, options);
  const hits = await indexedSearch(db, options, index.expression);
  // The scan of the index ends after a number of rows; what the caller may see can lie behind them.
  return hits.length < options.limit ? exactSearch(db, options) : hits;
}

async function exactSearch(db: Database, options: SearchVectorOptions): Promise<ChunkHit[]> {
  const { access, filters, model, vector, limit } = options;
  const distance = sql`e.embedding <#> ${vectorLiteral(vector)}::vector`;
  const rows = await db.execute<{ id: string; distance: number }>(sql`
    select c.id, ${distance} as distance from chunks c join embeddings e on e.chunk_id = c.id and e.model = ${model}
    where ${chunkCondition(access, filters)} order by distance, c.id limit ${limit}`);
  return rows.map(hit);
}

async function indexedSearch(
  db: Database,
  { access, filters, model, vector, limit }: SearchVectorOptions,
  expression: string,
): Promise<ChunkHit[]> {
  const type = sql.raw(expression.slice(expression.indexOf("::") + 2));
  const distance = sql`${sql.raw(`e.${expression}`)} <#> ${vectorLiteral(vector)}::${type}`;
  return db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local hnsw.ef_search = ${Math.min(1000, Math.max(100, 2 * limit))}`));
    await tx.execute(sql`set local hnsw.iterative_scan = strict_order`);
    // The planner prices the join of a small limit as if rows came in any order; the order is the index's whole worth.
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local enable_sort = off`);
    const rows = await tx.execute<{ id: string; distance: number }>(sql`
      select c.id, ${distance} as distance from embeddings e join chunks c on c.id = e.chunk_id
      where e.model = ${sql.raw(quoted(model))} and ${chunkCondition(access, filters)}
      order by ${distance} limit ${limit}`);
    return rows.map(hit);
  });
}

/** Whether the caller's chunks are so few that scanning them all is both exact and quicker than the index. */
async function isFew(db: Database, options: SearchVectorOptions): Promise<boolean> {
  const { access, filters, exactScanLimit: most = exactScanLimit } = options;
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from chunks c where ${chunkCondition(access, filters)} limit ${most + 1}) few`);
  return (row?.count ?? 0) <= most;
}

const hit = (row: { id: string; distance: number }): ChunkHit => ({
  chunkId: Number(row.id),
  score: -Number(row.distance),
});

/** A vector as pgvector reads it. */
export function vectorLiteral(vector: Float32Array): string {
  return `[${vector.join(",")}]`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

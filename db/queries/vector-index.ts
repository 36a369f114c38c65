// One HNSW index an embedding model, made in the background once a corpus has grown past the exact scan.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "../client";

/** Up to so many chunks every vector is compared: exact, and quick enough. */
export const exactScanLimit = 20_000;
/** pgvector indexes `vector` up to 2,000 dimensions and `halfvec` up to 4,000. */
const longestVector = 2000;

export interface VectorIndex {
  name: string;
  /** The indexed expression, as a query must write it for the planner to use the index. */
  expression: string;
}

const seen = new WeakMap<object, Map<string, { index: VectorIndex | undefined; at: number }>>();
const lookAgainMs = 30_000;

/** The model's index when it is there and complete; looked up at most twice a minute. */
export async function vectorIndex(
  db: Database,
  { model }: { model: string },
): Promise<VectorIndex | undefined> {
  const models = seen.get(db.$client) ?? new Map<string, { index: VectorIndex | undefined; at: number }>();
  seen.set(db.$client, models);
  const known = models.get(model);
  if (known && Date.now() - known.at < lookAgainMs) return known.index;
  const name = indexName(model);
  const [row] = await db.execute<{ definition: string }>(sql`
    select pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indexrelid = to_regclass(${name}) and i.indisvalid and i.indisready`);
  const type = row && /::((?:half)?vec(?:tor)?\(\d+\))/.exec(row.definition)?.[1];
  const index = type ? { name, expression: `embedding::${type}` } : undefined;
  models.set(model, { index, at: Date.now() });
  return index;
}

export interface VectorIndexState {
  name: string;
  /** `scan`: too few vectors to need one. `built`: made just now. `there`: it was there. */
  state: "scan" | "built" | "there";
  seconds: number;
}

/**
 * Makes the model's HNSW index when it has more than `above` vectors and none is there, without locking out
 * readers or writers. May take minutes: for a worker, not for a request. An index that a crash left
 * unfinished is made anew.
 */
export async function ensureVectorIndex(
  db: Database,
  { model, dimensions, above = exactScanLimit }: { model: string; dimensions: number; above?: number },
): Promise<VectorIndexState> {
  const name = indexName(model);
  const startedAt = performance.now();
  const [few] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (select 1 from embeddings where model = ${model} limit ${above + 1}) x`);
  if ((few?.count ?? 0) <= above) return { name, state: "scan", seconds: 0 };
  const connection = await db.$client.reserve();
  try {
    await connection`select pg_advisory_lock(4711003)`;
    const [valid] = await connection<{ indisvalid: boolean }[]>`
      select indisvalid from pg_index where indexrelid = to_regclass(${name})`;
    if (valid?.indisvalid) return { name, state: "there", seconds: 0 };
    if (valid) await connection.unsafe(`drop index concurrently if exists ${name}`);
    const [type, operators] =
      dimensions <= longestVector ? ["vector", "vector_ip_ops"] : ["halfvec", "halfvec_ip_ops"];
    await connection.unsafe(
      `create index concurrently if not exists ${name} on embeddings using hnsw ((embedding::${type}(${dimensions})) ${operators})
       with (m = 16, ef_construction = 100) where model = '${model.replaceAll("'", "''")}'`,
    );
  } finally {
    await connection`select pg_advisory_unlock(4711003)`;
    connection.release();
    seen.get(db.$client)?.delete(model);
  }
  return { name, state: "built", seconds: (performance.now() - startedAt) / 1000 };
}

/** Drops the index of a model that is no longer used. */
export async function dropVectorIndex(db: Database, { model }: { model: string }): Promise<void> {
  await db.$client.unsafe(`drop index concurrently if exists ${indexName(model)}`);
  seen.get(db.$client)?.delete(model);
}

function indexName(model: string): string {
  return `embeddings_hnsw_${createHash("sha256").update(model).digest("hex").slice(0, 12)}`;
}

// What a worker writes of a version before it is visible: segments, pages, chunks, vectors.
// Rows travel as one JSON parameter: the embedded database speaks no COPY (decision 021).
import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../client";

export interface SegmentRow {
  ordinal: number;
  start: number;
  end: number;
  text: string;
  blocks: unknown[];
}

export interface PageRow {
  number: number;
  label: string | null;
  start: number;
  end: number;
  boxes: number[][];
}

/** Stores segments of the text; those that are there already stay. */
export async function insertSegments(
  db: Queryable,
  { versionId, segments }: { versionId: string; segments: SegmentRow[] },
): Promise<void> {
  await db.execute(sql`
    insert into document_segments (version_id, ordinal, start, "end", text, blocks)
    select ${versionId}, r.ordinal, r.start, r."end", r.text, r.blocks
    from jsonb_to_recordset(${JSON.stringify(segments)}::jsonb)
      as r(ordinal int, start int, "end" int, text text, blocks jsonb)
    on conflict do nothing`);
}

/** Stores pages; those that are there already stay. */
export async function insertPages(
  db: Queryable,
  { versionId, pages }: { versionId: string; pages: PageRow[] },
): Promise<void> {
  await db.execute(sql`
    insert into document_pages (version_id, number, label, start, "end", boxes)
    select ${versionId}, r.number, r.label, r.start, r."end", r.boxes
    from jsonb_to_recordset(${JSON.stringify(pages)}::jsonb)
      as r(number int, label text, start int, "end" int, boxes jsonb)
    on conflict do nothing`);
}

export interface ChunkRow {
  ordinal: number;
  start: number;
  end: number;
  page: number | null;
  section: string[];
  kind: string;
  text: string;
  context: string;
  tokenCount: number;
}

/** Stores chunks that nobody sees while their version is staged, each with its vectors by model. Returns their ids in order. */
export async function insertChunks(
  db: Queryable,
  batch: {
    versionId: string;
    documentId: string;
    sourceId: string;
    textConfig: string;
    chunks: ChunkRow[];
    vectors: { model: string; vectors: Float32Array[] }[];
  },
): Promise<number[]> {
  const rows = await db.execute<{ id: number; ordinal: number }>(sql`
    insert into chunks (version_id, document_id, source_id, ordinal, start, "end", page, section, kind, text,
      context, text_config, token_count, visible)
    select ${batch.versionId}, ${batch.documentId}, ${batch.sourceId}, r.ordinal, r.start, r."end", r.page,
      r.section, r.kind, r.text, r.context, ${batch.textConfig}, r."tokenCount", true
    from jsonb_to_recordset(${JSON.stringify(batch.chunks)}::jsonb)
      as r(ordinal int, start int, "end" int, page int, section text[], kind text, text text, context text,
        "tokenCount" smallint)
    order by r.ordinal
    returning id::float8 as id, ordinal`);
  const ids = [...rows].sort((a, b) => a.ordinal - b.ordinal).map((row) => row.id);
  for (const { model, vectors } of batch.vectors) {
    await insertEmbeddings(db, {
      model,
      vectors: ids.map((chunkId, index) => ({ chunkId, vector: vectors[index] })),
    });
  }
  return ids;
}

interface ChunkVectors {
  model: string;
  vectors: { chunkId: number; vector: Float32Array | undefined }[];
}

/** Stores vectors of chunks under a model; a chunk that has one already keeps it. */
export async function insertEmbeddings(db: Queryable, vectors: ChunkVectors): Promise<void> {
  await writeEmbeddings(db, vectors, sql`on conflict do nothing`);
}

/** Puts new vectors of a model in the place of those that chunks have; of chunks that are gone, none. */
export async function replaceEmbeddings(db: Queryable, vectors: ChunkVectors): Promise<void> {
  await writeEmbeddings(
    db,
    vectors,
    sql`on conflict (model, chunk_id) do update set embedding = excluded.embedding`,
  );
}

async function writeEmbeddings(
  db: Queryable,
  { model, vectors }: ChunkVectors,
  onConflict: SQL,
): Promise<void> {
  const rows = vectors.flatMap(({ chunkId, vector }) =>
    vector ? [{ id: chunkId, embedding: `[${vector.join(",")}]` }] : [],
  );
  await db.execute(sql`
    insert into embeddings (chunk_id, model, embedding)
    select r.id, ${model}, r.embedding::vector
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id bigint, embedding text)
    join chunks c on c.id = r.id
    ${onConflict}`);
}

/** Forgets what was staged of a version, to begin again. */
export async function clearStaged(db: Queryable, { versionId }: { versionId: string }): Promise<void> {
  await db.execute(sql`delete from chunks where version_id = ${versionId}`);
  await db.execute(sql`delete from document_segments where version_id = ${versionId}`);
  await db.execute(sql`delete from document_pages where version_id = ${versionId}`);
}

/** Where the stored chunks of a staged version end: ordinal and offsets of the last one. */
export async function lastStagedChunk(
  db: Queryable,
  { versionId }: { versionId: string },
): Promise<{ ordinal: number; start: number; end: number } | undefined> {
  const [row] = await db.execute<{ ordinal: number; start: number; end: number }>(sql`
    select ordinal, start, "end" from chunks where version_id = ${versionId} order by ordinal desc limit 1`);
  return row;
}

/** How many stored chunks of a staged version have a vector of the model. */
export async function countStagedVectors(
  db: Queryable,
  { versionId, model }: { versionId: string; model: string },
): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from chunks c join embeddings e on e.chunk_id = c.id and e.model = ${model}
    where c.version_id = ${versionId}`);
  return row?.count ?? 0;
}

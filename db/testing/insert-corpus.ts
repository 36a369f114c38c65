// Documents put straight into the tables, for tests of queries and for benches whose vectors are made beforehand.
import { sql } from "drizzle-orm";
import type { Database } from "../client";
import { bumpCorpus } from "../queries/corpus";

export interface CorpusChunk {
  text: string;
  context?: string | undefined;
  section?: string[] | undefined;
  start?: number | undefined;
  end?: number | undefined;
  page?: number | undefined;
  textConfig?: string | undefined;
  tokenCount?: number | undefined;
  vector?: Float32Array | number[] | undefined;
}

export interface CorpusDocument {
  id: string;
  title?: string | undefined;
  uri?: string | undefined;
  type?: string | undefined;
  tags?: string[] | undefined;
  effectiveDate?: string | undefined;
  publishedAt?: string | undefined;
  visible?: boolean | undefined;
  chunks: CorpusChunk[];
}

export interface InsertCorpusOptions {
  source: { id: string; name?: string; kind?: "people" | "suite"; visibility?: "everyone" | "granted" };
  documents: CorpusDocument[];
  /** Id of the model that the vectors are of. */
  model?: string;
}

/** Inserts documents with their chunks and vectors, visible at once. Returns chunk ids by document, in order. */
export async function insertCorpus(
  db: Database,
  options: InsertCorpusOptions,
): Promise<Map<string, number[]>> {
  const { source, documents, model = "test" } = options;
  await db.execute(sql`insert into sources (id, name, kind, visibility)
    values (${source.id}, ${source.name ?? source.id}, ${source.kind ?? "people"}, ${source.visibility ?? "everyone"})
    on conflict do nothing`);
  const ids = new Map<string, number[]>();
  for (let start = 0; start < documents.length; start += 500)
    await insertBatch(db, {
      sourceId: source.id,
      model,
      documents: documents.slice(start, start + 500),
      ids,
    });
  await bumpCorpus(db);
  return ids;
}

interface Batch {
  sourceId: string;
  model: string;
  documents: CorpusDocument[];
  ids: Map<string, number[]>;
}

async function insertBatch(db: Database, { sourceId, model, documents, ids }: Batch): Promise<void> {
  const rows = documents.map((document) => ({
    id: document.id,
    uri: document.uri ?? document.id,
    title: document.title ?? document.id,
    type: document.type ?? "text",
    tags: document.tags ?? [],
    effective_date: document.effectiveDate ?? null,
    published_at: document.publishedAt ?? new Date().toISOString(),
    visible: document.visible ?? true,
    chunk_count: document.chunks.length,
    chunks: document.chunks.map((chunk, ordinal) => ({
      text: chunk.text,
      context: chunk.context ?? document.title ?? "",
      section: chunk.section ?? [],
      start: chunk.start ?? ordinal * 100_000,
      end: chunk.end ?? ordinal * 100_000 + [...chunk.text].length,
      page: chunk.page ?? null,
      text_config: chunk.textConfig ?? "english",
      token_count: chunk.tokenCount ?? 100,
      ordinal,
    })),
  }));
  const json = JSON.stringify(rows);
  await db.execute(sql`insert into documents (id, source_id, uri, title, type, tags, effective_date, current_version_id)
    select r.id, ${sourceId}, r.uri, r.title, r.type, r.tags, r.effective_date, 'ver_' || r.id
    from jsonb_to_recordset(${json}::jsonb) r(id text, uri text, title text, type text, tags text[], effective_date date)`);
  await db.execute(sql`insert into document_versions
      (id, document_id, number, state, content_hash, title, chunk_count, effective_date, published_at)
    select 'ver_' || r.id, r.id, 1, 'current', r.id, r.title, r.chunk_count, r.effective_date, r.published_at
    from jsonb_to_recordset(${json}::jsonb)
      r(id text, title text, chunk_count int, effective_date date, published_at timestamptz)`);
  const inserted = await db.execute<{ id: string; document_id: string; ordinal: number }>(sql`
    insert into chunks (version_id, document_id, source_id, visible, ordinal, start, "end", page, section, text,
      context, text_config, token_count)
    select 'ver_' || r.id, r.id, ${sourceId}, r.visible, c.ordinal, c.start, c."end", c.page, c.section, c.text,
      c.context, c.text_config, c.token_count
    from jsonb_to_recordset(${json}::jsonb) r(id text, visible boolean, chunks jsonb),
      jsonb_to_recordset(r.chunks) c(ordinal int, start int, "end" int, page int, section text[], text text,
        context text, text_config text, token_count int)
    order by r.id, c.ordinal returning id, document_id, ordinal`);
  for (const row of inserted) {
    const list = ids.get(row.document_id) ?? [];
    list[row.ordinal] = Number(row.id);
    ids.set(row.document_id, list);
  }
  const vectors = documents.flatMap((document) =>
    document.chunks.flatMap((chunk, ordinal) =>
      chunk.vector ? [{ id: ids.get(document.id)?.[ordinal], vector: `[${chunk.vector.join(",")}]` }] : [],
    ),
  );
  if (vectors.length > 0)
    await db.execute(sql`insert into embeddings (chunk_id, model, embedding)
      select r.id, ${model}, r.vector::vector
      from jsonb_to_recordset(${JSON.stringify(vectors)}::jsonb) r(id bigint, vector text)`);
}

import { sql } from "drizzle-orm";
import type { Access } from "../access";
import type { Queryable } from "../client";
import { chunkCondition } from "./chunk-filters";
import { vectorLiteral } from "./search-vector";

/** A chunk with what is said of its document: what a search returns. */
export interface CandidateRow extends Record<string, unknown> {
  chunkId: number;
  documentId: string;
  versionId: string;
  title: string;
  source: string;
  sourceId: string;
  uri: string;
  type: string;
  page: number | null;
  section: string[];
  start: number;
  end: number;
  text: string;
  context: string;
  effectiveDate: string | null;
  ordinal: number;
  /** Cosine similarity to the question; null when the chunk has no vector of that model. */
  similarity: number | null;
}

/** The chunks of these ids that the caller may read, in no order. */
export async function readCandidates(
  db: Queryable,
  options: { access: Access; chunkIds: number[]; model: string; vector: Float32Array },
): Promise<CandidateRow[]> {
  const { access, chunkIds, model, vector } = options;
  if (chunkIds.length === 0) return [];
  const rows = await db.execute<CandidateRow & { chunkId: string }>(sql`
    select c.id as "chunkId", c.document_id as "documentId", c.version_id as "versionId", d.title,
      s.name as source, c.source_id as "sourceId", d.uri, d.type, c.page, c.section, c.start, c."end", c.text,
      c.context, d.effective_date::text as "effectiveDate", c.ordinal,
      -(e.embedding <#> ${vectorLiteral(vector)}::vector) as similarity
    from chunks c join documents d on d.id = c.document_id join sources s on s.id = c.source_id
      left join embeddings e on e.chunk_id = c.id and e.model = ${model}
    where c.id = any(${`{${chunkIds.join(",")}}`}::bigint[]) and ${chunkCondition(access)}`);
  return rows.map((row) => ({ ...row, chunkId: Number(row.chunkId) }));
}

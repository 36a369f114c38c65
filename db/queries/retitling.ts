// The title stands in the context of every chunk. When a person changes it, contexts and vectors follow.
import { sql } from "drizzle-orm";
import type { Queryable } from "../client";
import { bumpCorpus } from "./corpus";

export interface TitledChunk extends Record<string, unknown> {
  id: number;
  section: string[];
  context: string;
  text: string;
  tokenCount: number;
}

export interface Retitled extends Record<string, unknown> {
  id: string;
  title: string;
  versionId: string;
}

/** Documents whose vectors still carry an earlier title. */
export async function listRetitled(db: Queryable, { limit }: { limit: number }): Promise<Retitled[]> {
  const rows = await db.execute<Retitled>(sql`
    select id, title, current_version_id as "versionId" from documents
    where retitled and deleted_at is null and current_version_id is not null order by id limit ${limit}`);
  return [...rows];
}

/** Visible chunks of a document after the id `after`, in the order of their ids. */
export async function listTitledChunks(
  db: Queryable,
  { documentId, after, limit }: { documentId: string; after: number; limit: number },
): Promise<TitledChunk[]> {
  const rows = await db.execute<TitledChunk>(sql`
    select id::float8 as id, section, context, text, token_count::int as "tokenCount" from chunks
    where document_id = ${documentId} and visible and id > ${after} order by id limit ${limit}`);
  return [...rows];
}

/** Gives chunks another context; the terms of text search follow by themselves. */
export async function updateContexts(
  db: Queryable,
  chunks: { id: number; context: string; tokenCount: number }[],
): Promise<void> {
  if (chunks.length === 0) return;
  await db.execute(sql`
    update chunks c set context = r.context, token_count = r."tokenCount"
    from json_to_recordset(${JSON.stringify(chunks)}::json) as r(id bigint, context text, "tokenCount" smallint)
    where c.id = r.id and c.context <> r.context`);
}

/** The vectors carry this title now, unless title or version changed again meanwhile. */
export async function settleRetitled(db: Queryable, { id, title, versionId }: Retitled): Promise<void> {
  const rows = await db.execute(sql`
    update documents set retitled = false
    where id = ${id} and title = ${title} and current_version_id = ${versionId} returning id`);
  if (rows.length > 0) await bumpCorpus(db);
}

// Files as they came, in parts of 1 MiB. An original that nothing points to is removed by the sweeper.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources } from "../access";
import type { Queryable } from "../client";

export interface OriginalRow extends Record<string, unknown> {
  id: string;
  sha256: string;
  size_bytes: number;
  filename: string;
  media_type: string;
}

export async function insertOriginal(
  db: Queryable,
  original: { id: string; filename: string; mediaType: string },
): Promise<void> {
  await db.execute(sql`
    insert into originals (id, sha256, size_bytes, filename, media_type)
    values (${original.id}, '', 0, ${original.filename}, ${original.mediaType})`);
}

export async function insertOriginalPart(
  db: Queryable,
  part: { originalId: string; ordinal: number; data: Buffer },
): Promise<void> {
  await db.execute(sql`
    insert into original_parts (original_id, ordinal, data)
    values (${part.originalId}, ${part.ordinal}, ${part.data})`);
}

/** Sets what is known only when the last byte has come. */
export async function finishOriginal(
  db: Queryable,
  original: { id: string; sha256: string; sizeBytes: number },
): Promise<void> {
  await db.execute(sql`
    update originals set sha256 = ${original.sha256}, size_bytes = ${original.sizeBytes}
    where id = ${original.id}`);
}

/** Whose reading it is: a person's, who must be able to read a document of it, or the worker's own. */
export type OriginalReader = Access | "worker";

/** An original of a document that the reader may read. */
export async function findOriginal(
  db: Queryable,
  { reader, id }: { reader: OriginalReader; id: string },
): Promise<OriginalRow | undefined> {
  const [row] = await db.execute<OriginalRow>(sql`
    select o.id, o.sha256, o.size_bytes::float8 as size_bytes, o.filename, o.media_type from originals o
    where o.id = ${id} and ${isReadable(reader, sql`o.id`)}`);
  return row;
}

/** One part, or undefined past the last, or when it may no longer be read. */
export async function readOriginalPart(
  db: Queryable,
  { reader, originalId, ordinal }: { reader: OriginalReader; originalId: string; ordinal: number },
): Promise<Buffer | undefined> {
  const [row] = await db.execute<{ data: Buffer }>(sql`
    select p.data from original_parts p
    where p.original_id = ${originalId} and p.ordinal = ${ordinal} and ${isReadable(reader, sql`p.original_id`)}`);
  return row?.data;
}

function isReadable(reader: OriginalReader, originalId: SQL): SQL {
  if (reader === "worker") return sql`true`;
  return sql`exists (
    select 1 from document_versions v join documents d on d.id = v.document_id
    where v.original_id = ${originalId} and v.state <> 'staged' and d.deleted_at is null
      and d.source_id in ${readableSources(reader)})`;
}

/** Removes an original that no version and no item points to. */
export async function deleteUnusedOriginal(db: Queryable, { id }: { id: string }): Promise<void> {
  await db.execute(sql`
    delete from originals o where o.id = ${id}
      and not exists (select 1 from document_versions v where v.original_id = o.id)
      and not exists (select 1 from job_items i where i.original_id = o.id)`);
}

/** Removes uploads that broke off more than `olderThanHours` ago; returns how many. */
export async function sweepOriginals(
  db: Queryable,
  { olderThanHours }: { olderThanHours: number },
): Promise<number> {
  const rows = await db.execute(sql`
    delete from originals o where o.created_at < now() - make_interval(hours => ${olderThanHours})
      and not exists (select 1 from document_versions v where v.original_id = o.id)
      and not exists (select 1 from job_items i where i.original_id = o.id)
    returning o.id`);
  return rows.length;
}

// Files as they came, in parts of 1 MiB. An original that nothing points to is removed by the sweeper.
import { sql } from "drizzle-orm";
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

export async function findOriginal(db: Queryable, { id }: { id: string }): Promise<OriginalRow | undefined> {
  const [row] = await db.execute<OriginalRow>(sql`
    select id, sha256, size_bytes::float8 as size_bytes, filename, media_type from originals where id = ${id}`);
  return row;
}

/** One part, or undefined past the last. */
export async function readOriginalPart(
  db: Queryable,
  { originalId, ordinal }: { originalId: string; ordinal: number },
): Promise<Buffer | undefined> {
  const [row] = await db.execute<{ data: Buffer }>(sql`
    select data from original_parts where original_id = ${originalId} and ordinal = ${ordinal}`);
  return row?.data;
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

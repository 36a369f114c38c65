// Changes to documents that are here. Each bumps the corpus version; run them in a transaction.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources, textArray } from "../access";
import type { Queryable } from "../client";
import { bumpCorpus } from "./corpus";

interface Selected {
  access: Access;
  ids: string[];
}

const selected = ({ access, ids }: Selected): SQL =>
  sql`id = any(${textArray(ids)}) and source_id in ${readableSources(access)}`;

export interface DocumentPatch {
  title?: string | undefined;
  tags?: string[] | undefined;
  sourceId?: string | undefined;
  effectiveDate?: string | null | undefined;
}

/** Changes what a person may set; returns the ids of the documents that were there to change. */
export async function patchDocuments(
  db: Queryable,
  { patch, ...which }: Selected & { patch: DocumentPatch },
): Promise<string[]> {
  const sets: SQL[] = [sql`updated_at = now()`];
  if (patch.title !== undefined)
    sets.push(sql`title = ${patch.title}, retitled = retitled or title <> ${patch.title}`);
  if (patch.tags !== undefined) sets.push(sql`tags = ${textArray(patch.tags)}`);
  if (patch.sourceId !== undefined) sets.push(sql`source_id = ${patch.sourceId}`);
  if (patch.effectiveDate !== undefined) sets.push(sql`effective_date = ${patch.effectiveDate}::date`);
  const ids = await changed(
    db,
    sql`update documents set ${sql.join(sets, sql`, `)} where ${selected(which)} and deleted_at is null returning id`,
  );
  if (patch.sourceId !== undefined && ids.length > 0) {
    await db.execute(sql`
      update chunks set source_id = ${patch.sourceId} where document_id = any(${textArray(ids)})`);
  }
  return ids;
}

/** Adds and removes tags; returns the ids of the documents that were there. */
export async function retagDocuments(
  db: Queryable,
  { add, remove, ...which }: Selected & { add: string[]; remove: string[] },
): Promise<string[]> {
  return changed(
    db,
    sql`update documents set updated_at = now(), tags = (
        select coalesce(array_agg(distinct t order by t), '{}') from unnest(tags || ${textArray(add)}) t
        where t <> all(${textArray(remove)}))
      where ${selected(which)} and deleted_at is null returning id`,
  );
}

/** Hides documents at once; they are erased after the time for undo. Returns the ids of those that were there. */
export async function hideDocuments(db: Queryable, which: Selected): Promise<string[]> {
  const ids = await changed(
    db,
    sql`update documents set deleted_at = now() where ${selected(which)} and deleted_at is null returning id`,
  );
  await db.execute(
    sql`update chunks set visible = false where document_id = any(${textArray(ids)}) and visible`,
  );
  return ids;
}

/** Shows documents again that were hidden at most `withinSeconds` ago. Fails with 23505 when their place was taken. */
export async function restoreDocuments(
  db: Queryable,
  { withinSeconds, ...which }: Selected & { withinSeconds: number },
): Promise<string[]> {
  const ids = await changed(
    db,
    sql`update documents set deleted_at = null where ${selected(which)}
      and deleted_at > now() - make_interval(secs => ${withinSeconds}) returning id`,
  );
  await db.execute(sql`
    update chunks c set visible = true, source_id = d.source_id from documents d
    where d.id = any(${textArray(ids)}) and c.version_id = d.current_version_id and not c.visible`);
  return ids;
}

/** Ids of documents whose time for undo is over. */
export async function listErasable(
  db: Queryable,
  { undoSeconds, limit }: { undoSeconds: number; limit: number },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from documents where deleted_at <= now() - make_interval(secs => ${undoSeconds})
    order by deleted_at limit ${limit}`);
  return rows.map((row) => row.id);
}

/**
 * Removes up to `limit` chunks, with their vectors: of a document that is past undo, or those of past versions
 * (of one document or of all). Returns how many, so that a large document goes in several short transactions.
 */
export async function eraseChunks(
  db: Queryable,
  { documentId, past, limit }: { documentId?: string; past: boolean; limit: number },
): Promise<number> {
  const of = documentId === undefined ? sql`true` : sql`d.id = ${documentId}`;
  const gone = past
    ? sql`join document_versions v on v.id = c.version_id where v.state = 'past' and not c.visible and ${of}`
    : sql`where d.deleted_at is not null and ${of}`;
  const rows = await db.execute(sql`
    delete from chunks where id in (
      select c.id from documents d join chunks c on c.document_id = d.id ${gone} limit ${limit})
    returning 1`);
  return rows.length;
}

/** Erases a hidden document for good: versions, text, chunks, vectors, originals. False when it was restored meanwhile. */
export async function eraseDocument(db: Queryable, { id }: { id: string }): Promise<boolean> {
  const [document] = await db.execute(sql`
    select id from documents where id = ${id} and deleted_at is not null for update`);
  if (!document) return false;
  const originals = await db.execute<{ original_id: string }>(sql`
    select original_id from document_versions where document_id = ${id} and original_id is not null`);
  await db.execute(sql`
    update job_items set original_id = null where document_id = ${id} and state not in ('queued', 'running')`);
  await db.execute(sql`delete from documents where id = ${id}`);
  for (const { original_id } of originals) {
    await db.execute(sql`
      delete from originals o where o.id = ${original_id}
        and not exists (select 1 from document_versions v where v.original_id = o.id)
        and not exists (select 1 from job_items i where i.original_id = o.id)`);
  }
  return true;
}

async function changed(db: Queryable, statement: SQL): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(statement);
  if (rows.length > 0) await bumpCorpus(db);
  return rows.map((row) => row.id);
}

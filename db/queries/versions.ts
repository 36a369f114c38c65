// Versions of a document from the moment a file is accepted to the moment it is visible.
import { sql } from "drizzle-orm";
import { type Access, readableSources, textArray } from "../access";
import type { Queryable } from "../client";
import { bumpCorpus } from "./corpus";

export interface AcceptedDocument {
  /** Used when the place (source and uri) has no document yet. */
  newDocumentId: string;
  newVersionId: string;
  sourceId: string;
  uri: string;
  title: string;
  type: string;
  originalId: string;
  contentHash: string;
}

export interface AcceptedVersion {
  documentId: string;
  /** Null when the newest version of the document is visible and has the very same content. */
  versionId: string | null;
}

/** Finds or makes a document for each place and stages a new version of it, unless nothing changed. */
export async function stageVersions(db: Queryable, accepted: AcceptedDocument[]): Promise<AcceptedVersion[]> {
  if (accepted.length === 0) return [];
  // In one order, so that two uploads of the same places wait for each other rather than lock each other.
  const rows = sql`jsonb_to_recordset(${JSON.stringify(accepted.map((row, ordinal) => ({ ...row, ordinal })))}::jsonb)
    as r(ordinal int, "newDocumentId" text, "newVersionId" text, "sourceId" text, uri text, title text, type text,
      "originalId" text, "contentHash" text)`;
  await db.execute(sql`
    insert into documents (id, source_id, uri, title, type)
    select "newDocumentId", "sourceId", uri, title, type from ${rows} order by "sourceId", uri
    on conflict (source_id, uri) where deleted_at is null do nothing`);
  await db.execute(sql`
    select d.id from documents d join ${rows} on d.source_id = r."sourceId" and d.uri = r.uri and d.deleted_at is null
    order by d.source_id, d.uri for update of d`);
  return await db.execute<AcceptedVersion & Record<string, unknown>>(sql`
    with newest as (
      select r.*, d.id as document_id, v.number, v.state, v.content_hash
      from ${rows}
      join documents d on d.source_id = r."sourceId" and d.uri = r.uri and d.deleted_at is null
      left join lateral (
        select number, state, content_hash from document_versions where document_id = d.id order by number desc limit 1
      ) v on true
    ), staged as (
      insert into document_versions (id, document_id, number, state, original_id, content_hash, title)
      select "newVersionId", document_id, coalesce(number, 0) + 1, 'staged', "originalId", "contentHash", title
      from newest where not coalesce(state = 'current' and content_hash = "contentHash", false)
      returning id
    )
    select n.document_id as "documentId", s.id as "versionId"
    from newest n left join staged s on s.id = n."newVersionId" order by n.ordinal`);
}

/** Document and content hash of what is visible at each place, where it is also the newest that was accepted. */
export async function currentHashes(
  db: Queryable,
  { access, places }: { access: Access; places: { source: string; uri: string }[] },
): Promise<({ documentId: string; contentHash: string } | undefined)[]> {
  const rows = await db.execute<{ ordinal: number; document_id: string; content_hash: string }>(sql`
    select r.ordinal::int as ordinal, d.id as document_id, v.content_hash
    from rows from (jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as (source text, uri text))
      with ordinality as r(source, uri, ordinal)
    join sources s on lower(s.name) = lower(r.source)
    join documents d on d.source_id = s.id and d.uri = r.uri and d.deleted_at is null
    join document_versions v on v.id = d.current_version_id
    where s.id in ${readableSources(access)}
      and not exists (select 1 from document_versions n where n.document_id = d.id and n.number > v.number)`);
  const found = new Map(rows.map((row) => [row.ordinal, row]));
  return places.map((_, index) => {
    const row = found.get(index + 1);
    return row && { documentId: row.document_id, contentHash: row.content_hash };
  });
}

export interface StagedVersion extends Record<string, unknown> {
  id: string;
  document_id: string;
  source_id: string;
  number: number;
  content_hash: string;
  state: string;
  title: string;
  /** Chunks of it that are stored already, by a worker that didn't finish. */
  stored_chunks: number;
  /** Hash and number of the version that is visible now. */
  current_hash: string | null;
  current_number: number | null;
  deleted: boolean;
}

export async function findStagedVersion(
  db: Queryable,
  { id }: { id: string },
): Promise<StagedVersion | undefined> {
  const [row] = await db.execute<StagedVersion>(sql`
    select v.id, v.document_id, d.source_id, v.number, v.content_hash, v.state, v.title,
      (select count(*)::int from chunks c where c.version_id = v.id) as stored_chunks,
      now_visible.content_hash as current_hash, now_visible.number as current_number,
      d.deleted_at is not null as deleted
    from document_versions v join documents d on d.id = v.document_id
    left join document_versions now_visible on now_visible.id = d.current_version_id
    where v.id = ${id}`);
  return row;
}

export interface VersionResult {
  versionId: string;
  title: string;
  type: string;
  language: string;
  textConfig: string;
  effectiveDate: string | null;
  length: number;
  pageCount: number | null;
  chunkCount: number;
  warnings: string[];
  outline: { level: number; text: string; start: number; page?: number }[];
  /** Replaces the document's tags; null leaves them. */
  tags: string[] | null;
}

/**
 * Makes a staged version the visible one and the visible one past, in the caller's transaction.
 * A version that a newer one overtook goes to the past at once. What a person set by hand (title, day in
 * force) stays: the document's own value is replaced only where it is still what the last version said.
 */
export async function publishVersion(
  db: Queryable,
  result: VersionResult,
): Promise<"published" | "overtaken"> {
  const [document] = await db.execute<{
    id: string;
    source_id: string;
    overtaken: boolean;
    deleted: boolean;
    current: string | null;
  }>(sql`
    select d.id, d.source_id, d.deleted_at is not null as deleted, d.current_version_id as current,
      coalesce(cur.number > v.number, false) as overtaken
    from document_versions v join documents d on d.id = v.document_id
    left join document_versions cur on cur.id = d.current_version_id
    where v.id = ${result.versionId} and v.state = 'staged' for update of d`);
  if (!document) throw new Error(`version ${result.versionId} is not staged`);
  const state = document.overtaken ? "past" : "current";
  await db.execute(sql`
    update document_versions set state = ${state}, title = ${result.title}, language = ${result.language},
      text_config = ${result.textConfig}, effective_date = ${result.effectiveDate}, length = ${result.length},
      page_count = ${result.pageCount}, chunk_count = ${result.chunkCount},
      warnings = ${JSON.stringify(result.warnings)}::jsonb, outline = ${JSON.stringify(result.outline)}::jsonb,
      published_at = now()
    where id = ${result.versionId}`);
  // Staged chunks are marked visible already: only what is not to be seen, or was hidden meanwhile, is touched.
  if (document.overtaken || document.deleted)
    await db.execute(
      sql`update chunks set visible = false where version_id = ${result.versionId} and visible`,
    );
  else
    await db.execute(sql`
      update chunks set visible = true, source_id = ${document.source_id}
      where version_id = ${result.versionId} and (not visible or source_id <> ${document.source_id})`);
  if (document.overtaken) return "overtaken";
  await db.execute(sql`
    update documents d set
      title = case when old.id is null or d.title = old.title then ${result.title} else d.title end,
      retitled = old.id is not null and d.title not in (old.title, ${result.title}),
      effective_date = case when old.id is null or d.effective_date is not distinct from old.effective_date
        then ${result.effectiveDate}::date else d.effective_date end,
      tags = ${result.tags === null ? sql`d.tags` : textArray(result.tags)},
      type = ${result.type}, current_version_id = ${result.versionId}, updated_at = now()
    from (select 1) one left join document_versions old on old.id = ${document.current}
    where d.id = ${document.id}`);
  if (document.current !== null) {
    await db.execute(sql`update document_versions set state = 'past' where id = ${document.current}`);
    await db.execute(
      sql`update chunks set visible = false where version_id = ${document.current} and visible`,
    );
  }
  await bumpCorpus(db);
  return "published";
}

/** Removes a version that never became visible, with all that was staged for it, and a document that is left with none. */
export async function discardVersions(
  db: Queryable,
  { versionIds, keepDocuments }: { versionIds: string[]; keepDocuments: boolean },
): Promise<void> {
  if (versionIds.length === 0) return;
  const rows = await db.execute<{ document_id: string }>(sql`
    delete from document_versions where id in ${versionIds} and state = 'staged' returning document_id`);
  const documentIds = rows.map((row) => row.document_id);
  if (keepDocuments || documentIds.length === 0) return;
  await db.execute(sql`
    delete from documents d where d.id in ${documentIds} and d.current_version_id is null
      and not exists (select 1 from document_versions v where v.document_id = d.id)`);
}

/** Sets the tags of a document whose content did not change. */
export async function replaceTags(
  db: Queryable,
  { documentId, tags }: { documentId: string; tags: string[] },
): Promise<void> {
  const rows = await db.execute(sql`
    update documents set tags = ${textArray(tags)} where id = ${documentId} and tags <> ${textArray(tags)} returning id`);
  if (rows.length > 0) await bumpCorpus(db);
}

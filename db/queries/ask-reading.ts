// What answering reads beside the search: the stored text behind a passage, what a document says of its own
// validity, other documents on the same matter, and how much was searched.
import { sql } from "drizzle-orm";
import { type Access, readableSources, textArray } from "../access";
import type { Queryable } from "../client";
import { type ChunkFilters, chunkCondition } from "./chunk-filters";

export interface TextRange {
  documentId: string;
  versionId: string;
  start: number;
  end: number;
}

/** The stored text of each range, in order; null where it isn't there or not readable. Offsets are code points. */
export async function readStoredRanges(
  db: Queryable,
  { access, ranges }: { access: Access; ranges: TextRange[] },
): Promise<(string | null)[]> {
  if (ranges.length === 0) return [];
  const rows = await db.execute<{ text: string | null }>(sql`
    select (
      select string_agg(substr(g.text, greatest(r.start - g.start, 0) + 1,
        least(r."end", g."end") - greatest(r.start, g.start)), '' order by g.ordinal)
      from document_segments g
      join document_versions v on v.id = g.version_id
      join documents d on d.id = v.document_id
      where g.version_id = r."versionId" and d.id = r."documentId" and d.deleted_at is null
        and d.source_id in ${readableSources(access)} and g.start < r."end" and g."end" > r.start
    ) as text
    from jsonb_to_recordset(${JSON.stringify(ranges.map((range, ordinal) => ({ ...range, ordinal })))}::jsonb)
      as r(ordinal int, "documentId" text, "versionId" text, start int, "end" int)
    order by r.ordinal`);
  return rows.map((row) => row.text);
}

export interface DocumentHead extends Record<string, unknown> {
  id: string;
  title: string;
  effectiveDate: string | null;
  /** Whether its source is marked as trusted. */
  trusted: boolean;
  /** The first 1,500 code points: where documents say since when they hold and what they replace. */
  head: string;
}

const head = sql`coalesce((select substr(g.text, 1, 1500) from document_segments g
  where g.version_id = d.current_version_id and g.ordinal = 0), '')`;
const trusted = sql`coalesce((select s.trusted from sources s where s.id = d.source_id), false)`;
const visible = (access: Access) =>
  sql`d.deleted_at is null and d.current_version_id is not null and d.source_id in ${readableSources(access)}`;

/** Titles, dates and beginnings of documents. */
export async function readDocumentHeads(
  db: Queryable,
  { access, documentIds }: { access: Access; documentIds: string[] },
): Promise<DocumentHead[]> {
  return await db.execute<DocumentHead>(sql`
    select d.id, d.title, d.effective_date::text as "effectiveDate", ${trusted} as trusted, ${head} as head
    from documents d where d.id = any(${textArray(documentIds)}) and ${visible(access)}`);
}

/**
 * Documents whose title without numbers, years and the word "version" is one of `keys`, made the same way:
 * lower case, words joined by single spaces.
 */
export async function findDocumentsByTitleKey(
  db: Queryable,
  { access, keys, except }: { access: Access; keys: string[]; except: string[] },
): Promise<DocumentHead[]> {
  if (keys.length === 0) return [];
  return await db.execute<DocumentHead>(sql`
    select d.id, d.title, d.effective_date::text as "effectiveDate", ${trusted} as trusted, ${head} as head
    from documents d
    where trim(regexp_replace(regexp_replace(lower(d.title), '\m(version|rev|revision|v)\.?\s*\d[\d.]*', ' ', 'g'),
        '[^[:alpha:]]+', ' ', 'g')) = any(${textArray(keys)})
      and not d.id = any(${textArray(except)}) and ${visible(access)}
    limit 20`);
}

/** How many documents and sources a search with these filters looks through. */
export async function countSearched(
  db: Queryable,
  { access, filters }: { access: Access; filters: ChunkFilters },
): Promise<{ documents: number; sources: number }> {
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const [row] = await db.execute<{ documents: number; sources: number }>(
    filtered
      ? sql`select count(distinct c.document_id)::int as documents, count(distinct c.source_id)::int as sources
            from chunks c where ${chunkCondition(access, filters)}`
      : sql`select count(*)::int as documents, count(distinct d.source_id)::int as sources
            from documents d where ${visible(access)}`,
  );
  return row ?? { documents: 0, sources: 0 };
}

export interface SectionRow extends Record<string, unknown> {
  documentId: string;
  versionId: string;
  title: string;
  section: string[];
  text: string;
}

/** Sections of visible documents with the chunk that begins each; one for each document and heading path. */
export async function listSections(
  db: Queryable,
  { access, perDocument, limit }: { access: Access; perDocument: number; limit: number },
): Promise<SectionRow[]> {
  return await db.execute<SectionRow>(sql`
    select "documentId", "versionId", title, section, text from (
      select s.*, row_number() over (partition by s."documentId" order by s.ordinal) as nth from (
        select distinct on (c.document_id, c.section) c.document_id as "documentId", c.version_id as "versionId",
          d.title, c.section, c.text, c.ordinal
        from chunks c join documents d on d.id = c.document_id
        where ${chunkCondition(access)} and cardinality(c.section) > 0
        order by c.document_id, c.section, c.ordinal
      ) s
    ) n where nth <= ${perDocument} order by nth, md5("documentId") limit ${limit}`);
}

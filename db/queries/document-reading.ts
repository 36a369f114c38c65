// What stands in a document: versions, text, pages. A version is found only under a document that the caller may read.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

export interface VersionRow extends Record<string, unknown> {
  id: string;
  number: number;
  state: "staged" | "current" | "past";
  title: string;
  length: number;
  effective_date: string | null;
  published_at: string | null;
  outline: { level: number; text: string; start: number; page?: number }[];
  original_id: string | null;
}

interface OfDocument {
  access: Access;
  documentId: string;
}

const readable = ({ access, documentId }: OfDocument): SQL =>
  sql`(select d.id from documents d where d.id = ${documentId} and d.deleted_at is null and d.source_id in ${readableSources(access)})`;

const columns = sql`v.id, v.number, v.state, v.title, v.length, v.effective_date,
  ${isoTime(sql`v.published_at`)} as published_at, v.outline, v.original_id`;

/** The versions that were ever visible, newest first. */
export async function listVersions(db: Queryable, of: OfDocument): Promise<VersionRow[]> {
  return await db.execute<VersionRow>(sql`
    select ${columns} from document_versions v
    where v.document_id in ${readable(of)} and v.state <> 'staged' order by v.number desc`);
}

/** One version: by its id, else the current one. */
export async function findVersion(
  db: Queryable,
  { versionId, ...of }: OfDocument & { versionId?: string | undefined },
): Promise<VersionRow | undefined> {
  const which =
    versionId === undefined ? sql`v.state = 'current'` : sql`v.id = ${versionId} and v.state <> 'staged'`;
  const [row] = await db.execute<VersionRow>(sql`
    select ${columns} from document_versions v where v.document_id in ${readable(of)} and ${which}`);
  return row;
}

export interface StoredSegment extends Record<string, unknown> {
  start: number;
  end: number;
  text: string;
  blocks: unknown[];
}

/** The segments of a version's text that overlap `[start, end)`, in order. */
export async function readSegments(
  db: Queryable,
  { versionId, start, end, ...of }: OfDocument & { versionId: string; start: number; end: number },
): Promise<StoredSegment[]> {
  return await db.execute<StoredSegment>(sql`
    select g.start, g."end", g.text, g.blocks from document_segments g
    join document_versions v on v.id = g.version_id
    where g.version_id = ${versionId} and v.document_id in ${readable(of)}
      and g.start < ${end} and g."end" > ${start}
    order by g.ordinal`);
}

export interface PageRow extends Record<string, unknown> {
  number: number;
  label: string | null;
  start: number;
  end: number;
  boxes: number[][];
}

/** One page of a version. */
export async function findPage(
  db: Queryable,
  { versionId, number, ...of }: OfDocument & { versionId: string; number: number },
): Promise<PageRow | undefined> {
  const [row] = await db.execute<PageRow>(sql`
    select p.number, p.label, p.start, p."end", p.boxes from document_pages p
    join document_versions v on v.id = p.version_id
    where p.version_id = ${versionId} and p.number = ${number} and v.document_id in ${readable(of)}`);
  return row;
}

export interface AnswerCitationRow extends Record<string, unknown> {
  answer_id: string;
  question: string;
  conversation_id: string | null;
  asked_at: string;
  marker: number;
  quote: string;
  start: number;
  end: number;
  page: number | null;
  version_id: string;
  current: boolean;
}

/** What the document proved in answers that the caller got, newest answer first. */
export async function listAnswerCitations(
  db: Queryable,
  { limit, ...of }: OfDocument & { limit: number },
): Promise<AnswerCitationRow[]> {
  const owner = of.access.userId;
  return await db.execute<AnswerCitationRow>(sql`
    select a.id as answer_id, a.question, a.conversation_id, ${isoTime(sql`a.created_at`)} as asked_at,
      c.marker, c.quote, c.start, c."end", c.page, c.version_id, c.version_id = d.current_version_id as current
    from (
      select distinct x.id, x.question, x.conversation_id, x.created_at from answers x
      join answer_citations y on y.answer_id = x.id
      where y.document_id in ${readable(of)} and x.owner is not distinct from ${owner}
      order by x.created_at desc, x.id limit ${limit}
    ) a
    join answer_citations c on c.answer_id = a.id and c.document_id = ${of.documentId}
    join documents d on d.id = c.document_id
    order by a.created_at desc, a.id, c.marker`);
}

/** How many answers of the caller's it proved a part of. */
export async function countAnswers(db: Queryable, of: OfDocument): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(distinct a.id)::int as count from answer_citations c join answers a on a.id = c.answer_id
    where c.document_id in ${readable(of)} and a.owner is not distinct from ${of.access.userId}`);
  return row?.count ?? 0;
}

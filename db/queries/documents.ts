// Documents as people see them. Each query takes the caller's access; what is hidden or forbidden isn't there.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { likeText } from "../like-text";

export interface DocumentRow extends Record<string, unknown> {
  id: string;
  title: string;
  source_id: string;
  source_name: string;
  uri: string;
  type: string;
  tags: string[];
  effective_date: string | null;
  state: "ready" | "processing" | "failed";
  pages: number | null;
  chunk_count: number;
  length: number;
  language: string | null;
  version: number | null;
  version_id: string | null;
  version_count: number;
  warnings: string[];
  /** Why it failed, when it did. */
  failure: string | null;
  asked_from_count: number;
  created_at: string;
  updated_at: string;
  /** What the list was sorted by, for the cursor. */
  sort_value: string;
}

export type DocumentSort = "title" | "source" | "type" | "updated" | "asked";

export interface DocumentFilter {
  access: Access;
  q?: string | undefined;
  sourceId?: string | undefined;
  type?: string | undefined;
  tag?: string | undefined;
}

const sorts: Record<DocumentSort, { value: SQL; type: SQL }> = {
  title: { value: sql`lower(d.title)`, type: sql`text` },
  source: { value: sql`lower(s.name)`, type: sql`text` },
  type: { value: sql`d.type`, type: sql`text` },
  updated: { value: sql`d.updated_at`, type: sql`timestamptz` },
  asked: { value: sql`asked.count`, type: sql`int` },
};

const columns = sql`
  d.id, d.title, d.source_id, s.name as source_name, d.uri, d.type, d.tags, d.effective_date,
  case when d.current_version_id is not null then 'ready' when versions.staged > 0 then 'processing' else 'failed' end as state,
  v.page_count as pages, coalesce(v.chunk_count, 0) as chunk_count, coalesce(v.length, 0) as length, v.language,
  v.number as version, v.id as version_id, versions.published as version_count,
  coalesce(v.warnings, '[]'::jsonb) as warnings, asked.count as asked_from_count,
  case when d.current_version_id is null then (
    select i.error_message from job_items i where i.document_id = d.id and i.state = 'failed'
    order by i.finished_at desc limit 1) end as failure,
  ${isoTime(sql`d.created_at`)} as created_at, ${isoTime(sql`d.updated_at`)} as updated_at`;

const tables = sql`
  documents d join sources s on s.id = d.source_id
  left join document_versions v on v.id = d.current_version_id
  cross join lateral (
    select count(*) filter (where state <> 'staged')::int as published, count(*) filter (where state = 'staged')::int as staged
    from document_versions where document_id = d.id
  ) versions
  cross join lateral (select count(distinct answer_id)::int as count from answer_citations where document_id = d.id) asked`;

/** A page of documents in the order asked for; `after` is the last row of the page before. */
export async function listDocuments(
  db: Queryable,
  list: DocumentFilter & {
    sort: DocumentSort;
    order: "asc" | "desc";
    limit: number;
    after?: { value: string; id: string } | undefined;
  },
): Promise<DocumentRow[]> {
  const { value, type } = sorts[list.sort];
  const order = list.order === "asc" ? sql`asc` : sql`desc`;
  const beyond = list.order === "asc" ? sql`>` : sql`<`;
  const after = list.after
    ? sql`and (${value}, d.id) ${beyond} (${list.after.value}::${type}, ${list.after.id})`
    : sql``;
  return await db.execute<DocumentRow>(sql`
    select ${columns}, (${value})::text as sort_value from ${tables}
    where ${matches(list)} ${after} order by ${value} ${order}, d.id ${order} limit ${list.limit}`);
}

/** How many documents the filter leaves. */
export async function countDocuments(db: Queryable, filter: DocumentFilter): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from documents d where ${matches(filter)}`,
  );
  return row?.count ?? 0;
}

/** One document, or undefined when there is none that the caller may see. */
export async function findDocument(
  db: Queryable,
  { access, id }: { access: Access; id: string },
): Promise<DocumentRow | undefined> {
  const [row] = await db.execute<DocumentRow>(sql`
    select ${columns}, '' as sort_value from ${tables} where d.id = ${id} and ${matches({ access })}`);
  return row;
}

/** Uris that begin with `prefix` and are paths, not addresses or texts without a place. */
export async function listUris(
  db: Queryable,
  { access, prefix }: { access: Access; prefix: string },
): Promise<{ id: string; uri: string; source: string }[]> {
  return await db.execute<{ id: string; uri: string; source: string }>(sql`
    select d.id, d.uri, s.name as source from documents d join sources s on s.id = d.source_id
    where starts_with(d.uri, ${prefix}) and d.uri !~ '^[a-z][a-z0-9+.-]*:' and ${matches({ access })}`);
}

/** The tags in use in what the caller may read, most used first. */
export async function listTags(
  db: Queryable,
  { access }: { access: Access },
): Promise<{ tag: string; count: number }[]> {
  return await db.execute<{ tag: string; count: number }>(sql`
    select t.tag, count(*)::int as count from documents d, unnest(d.tags) t(tag)
    where ${matches({ access })} group by t.tag order by count(*) desc, t.tag limit 1000`);
}

function matches({ access, q, sourceId, type, tag }: DocumentFilter): SQL {
  const conditions = [sql`d.deleted_at is null`, sql`d.source_id in ${readableSources(access)}`];
  if (sourceId !== undefined) conditions.push(sql`d.source_id = ${sourceId}`);
  if (type !== undefined) conditions.push(sql`d.type = ${type}`);
  if (tag !== undefined) conditions.push(sql`${tag} = any(d.tags)`);
  for (const word of q?.split(/\s+/).filter(Boolean) ?? []) {
    const pattern = `%${likeText(word)}%`;
    conditions.push(sql`(d.title ilike ${pattern} or d.uri ilike ${pattern} or ${word} = any(d.tags))`);
  }
  return sql.join(conditions, sql` and `);
}

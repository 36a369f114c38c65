import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources, textArray } from "../access";
import type { Queryable } from "../client";

/** Which chunks a search may return, beside what the caller may read. */
export interface ChunkFilters {
  sourceIds?: string[] | undefined;
  documentIds?: string[] | undefined;
  uris?: string[] | undefined;
  types?: string[] | undefined;
  tags?: string[] | undefined;
  /** Days `YYYY-MM-DD`, both included: effective date, else the day on which the version was published. */
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Chunks are indexed as they are staged, so that publishing touches none of them; what a worker still writes is
 * left out by its version. Few versions are staged at a time: the list is read once a statement.
 */
const notStaged = sql`c.version_id <> all(array(select sv.id from document_versions sv where sv.state = 'staged'))`;

/** The condition on `chunks c` that every search carries: visible, readable by the caller, and as filtered. */
export function chunkCondition(access: Access, filters: ChunkFilters = {}): SQL {
  const conditions = [sql`c.visible`, notStaged, sql`c.source_id in ${readableSources(access)}`];
  if (filters.sourceIds) conditions.push(sql`c.source_id = any(${textArray(filters.sourceIds)})`);
  if (filters.documentIds) conditions.push(sql`c.document_id = any(${textArray(filters.documentIds)})`);
  const ofDocument = documentConditions(filters);
  if (ofDocument.length > 0)
    conditions.push(
      sql`c.document_id in (select d.id from documents d left join document_versions v on v.id = d.current_version_id where ${sql.join(ofDocument, sql` and `)})`,
    );
  return sql.join(conditions, sql` and `);
}

function documentConditions(filters: ChunkFilters): SQL[] {
  const conditions: SQL[] = [];
  const day = sql`coalesce(d.effective_date, v.published_at::date, d.created_at::date)`;
  if (filters.uris) conditions.push(sql`d.uri = any(${textArray(filters.uris)})`);
  if (filters.types) conditions.push(sql`d.type = any(${textArray(filters.types)})`);
  if (filters.tags) conditions.push(sql`d.tags && ${textArray(filters.tags)}`);
  if (filters.from) conditions.push(sql`${day} >= ${filters.from}::date`);
  if (filters.to) conditions.push(sql`${day} <= ${filters.to}::date`);
  return conditions;
}

/** Ids of readable sources by name (case doesn't matter) or id, and the names that fit none. */
export async function findSourceIds(
  db: Queryable,
  { access, names }: { access: Access; names: string[] },
): Promise<{ ids: string[]; unknown: string[] }> {
  const rows = await db.execute<{ name: string; id: string | null }>(sql`
    select n.name, s.id from unnest(${textArray(names)}) n(name)
    left join sources s on (s.id = n.name or lower(s.name) = lower(n.name)) and s.id in ${readableSources(access)}`);
  return {
    ids: rows.flatMap((row) => (row.id === null ? [] : [row.id])),
    unknown: rows.filter((row) => row.id === null).map((row) => row.name),
  };
}

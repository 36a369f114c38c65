// Suggested questions, kept in `settings` so that they are worked out once for each state of the corpus.
import { sql } from "drizzle-orm";
import type { Access } from "../access";
import { readableSources } from "../access";
import type { Queryable } from "../client";

export interface Suggestion {
  question: string;
  /** The document that answers it, in the version whose heading it was made from. */
  documentId: string;
  versionId: string;
}

export interface StoredSuggestions extends Record<string, unknown> {
  /** State of the corpus for which they were worked out. */
  version: number;
  /** Those whose document still stands as it did, for the caller. */
  questions: string[];
  ageSeconds: number;
}

/** Ids of the sources that the caller may read, in order: who reads the same gets the same suggestions. */
export async function readableSourceIds(db: Queryable, { access }: { access: Access }): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select id from sources where id in ${readableSources(access)} order by id`,
  );
  return rows.map((row) => row.id);
}

export async function readSuggestions(
  db: Queryable,
  { access, key }: { access: Access; key: string },
): Promise<StoredSuggestions | undefined> {
  const [row] = await db.execute<StoredSuggestions>(sql`
    select (value->>'version')::int as version, extract(epoch from now() - updated_at)::float8 as "ageSeconds", (
        select coalesce(jsonb_agg(q.item->>'question' order by q.nth), '[]'::jsonb)
        from jsonb_array_elements(value->'suggestions') with ordinality q(item, nth)
        join documents d on d.id = q.item->>'documentId' and d.current_version_id = q.item->>'versionId'
        where d.deleted_at is null and d.source_id in ${readableSources(access)}
      ) as questions
    from settings where key = ${`suggestions:${key}`} and value ? 'suggestions'`);
  return row;
}

export async function writeSuggestions(
  db: Queryable,
  { key, version, suggestions }: { key: string; version: number; suggestions: Suggestion[] },
): Promise<void> {
  await db.execute(sql`
    insert into settings (key, value)
    values (${`suggestions:${key}`}, ${JSON.stringify({ version, suggestions })}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()`);
}

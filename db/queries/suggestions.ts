// Suggested questions, kept in `settings` so that they are worked out once for each state of the corpus.
import { sql } from "drizzle-orm";
import type { Access } from "../access";
import { readableSources } from "../access";
import type { Queryable } from "../client";

export interface StoredSuggestions extends Record<string, unknown> {
  /** State of the corpus for which they were worked out. */
  version: number;
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
  { key }: { key: string },
): Promise<StoredSuggestions | undefined> {
  const [row] = await db.execute<StoredSuggestions>(sql`
    select (value->>'version')::int as version, value->'questions' as questions,
      extract(epoch from now() - updated_at)::float8 as "ageSeconds"
    from settings where key = ${`suggestions:${key}`}`);
  return row;
}

export async function writeSuggestions(
  db: Queryable,
  { key, version, questions }: { key: string; version: number; questions: string[] },
): Promise<void> {
  await db.execute(sql`
    insert into settings (key, value)
    values (${`suggestions:${key}`}, ${JSON.stringify({ version, questions })}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()`);
}

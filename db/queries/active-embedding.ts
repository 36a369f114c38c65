import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

const key = "active_embedding_model";

/** Id of the embedding model that searches use; null until the first document is stored. */
export async function activeEmbedding(db: Queryable): Promise<string | null> {
  const [row] = await db.execute<{ value: string }>(
    sql`select value #>> '{}' as value from settings where key = ${key}`,
  );
  return row?.value ?? null;
}

/** Makes `model` the active one when none is yet. */
export async function defaultActiveEmbedding(db: Queryable, { model }: { model: string }): Promise<void> {
  await db.execute(sql`
    insert into settings (key, value) values (${key}, to_jsonb(${model}::text)) on conflict do nothing`);
}

/** Switches searches to `model`. */
export async function setActiveEmbedding(db: Queryable, { model }: { model: string }): Promise<void> {
  await db.execute(sql`
    insert into settings (key, value) values (${key}, to_jsonb(${model}::text))
    on conflict (key) do update set value = excluded.value, updated_at = now()`);
}

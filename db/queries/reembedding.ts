import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

export interface UnembeddedChunk extends Record<string, unknown> {
  id: number;
  context: string;
  text: string;
}

/** Chunks after the id `after` that have no vector of the model, and about how many there are in all. */
export async function listUnembedded(
  db: Queryable,
  { model, after, limit }: { model: string; after: number; limit: number },
): Promise<{ chunks: UnembeddedChunk[]; left: number }> {
  const missing = sql`c.id > ${after} and not exists (
    select 1 from embeddings e where e.chunk_id = c.id and e.model = ${model})`;
  const chunks = await db.execute<UnembeddedChunk>(sql`
    select c.id::float8 as id, c.context, c.text from chunks c where ${missing} order by c.id limit ${limit}`);
  const [count] = await db.execute<{ left: number }>(
    sql`select count(*)::int as left from (select 1 from chunks c where ${missing} limit 1000000) x`,
  );
  return { chunks: [...chunks], left: count?.left ?? 0 };
}

/** Keeps others from storing chunks until the transaction ends; reading goes on. */
export async function lockEmbeddings(db: Queryable): Promise<void> {
  await db.execute(sql`lock table chunks, embeddings in share row exclusive mode`);
}

/** Removes up to `limit` vectors of models other than `except`; returns how many. */
export async function deleteEmbeddings(
  db: Queryable,
  { except, limit }: { except: string; limit: number },
): Promise<number> {
  const rows = await db.execute(sql`
    delete from embeddings where (model, chunk_id) in (
      select model, chunk_id from embeddings where model <> ${except} limit ${limit})
    returning 1`);
  return rows.length;
}

import { sql } from "drizzle-orm";
import type { Access } from "../access";
import type { Database } from "../client";
import { chunkCondition } from "../queries/chunk-filters";
import type { ChunkHit } from "../queries/search-text";

/** Text search by Postgres' own `ts_rank_cd`, any of the words: what a product gets that stops there. For benches. */
export async function searchTsRank(
  db: Database,
  { access, query, limit }: { access: Access; query: string; limit: number },
): Promise<ChunkHit[]> {
  const rows = await db.execute<{ id: string; score: number }>(sql`
    with q as (
      select to_tsquery('simple', string_agg(quote_literal(lexeme), ' | ')) as query
      from unnest(to_tsvector('english', ${query}))
    ), texts as materialized (
      select c.id, to_tsvector('english', c.context || ' ' || c.text) as words from chunks c where ${chunkCondition(access)}
    )
    select texts.id, ts_rank_cd(words, q.query, 1) as score from texts, q where words @@ q.query
    order by score desc, texts.id limit ${limit}`);
  return rows.map((row) => ({ chunkId: Number(row.id), score: Number(row.score) }));
}

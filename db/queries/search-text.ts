import { type SQL, sql } from "drizzle-orm";
import { type Access, textArray } from "../access";
import type { Database } from "../client";
import { type ChunkFilters, chunkCondition } from "./chunk-filters";
import { bm25, textEngine, textIndexName } from "./ensure-indexes";

export interface ChunkHit extends Record<string, unknown> {
  chunkId: number;
  /** Higher is better: BM25 for text, cosine similarity for vectors. */
  score: number;
}

export interface SearchTextOptions {
  access: Access;
  filters?: ChunkFilters | undefined;
  /** Terms as `chunks.terms` has them; one that is named twice counts twice. */
  terms: string[];
  limit: number;
}

/** The chunks with the highest BM25 (Robertson and Zaragoza 2009) for the terms, best first; those without any term never. */
export async function searchText(db: Database, options: SearchTextOptions): Promise<ChunkHit[]> {
  if (options.terms.length === 0) return [];
  const engine = await textEngine(db);
  const condition = chunkCondition(options.access, options.filters);
  const rows = await db.execute<{ id: string; score: number }>(
    engine === "bm25" ? extensionQuery(options, condition) : postingsQuery(options, condition),
  );
  return rows.map((row) => ({ chunkId: Number(row.id), score: Number(row.score) }));
}

function extensionQuery({ terms, limit }: SearchTextOptions, condition: SQL): SQL {
  // Terms are made of letters and digits alone, so the query and the index's name can stand as literals:
  // the planner uses the index for a constant.
  const distance = sql`c.terms <@> to_bm25query(${sql.raw(`'${terms.map(plain).join(" ")}'`)}, ${sql.raw(`'${textIndexName}'`)})`;
  return sql`select id, -distance as score from (
      select c.id, ${distance} as distance from chunks c where ${condition} order by ${distance} limit ${limit}
    ) nearest where distance < 0 order by distance, id`;
}

function postingsQuery({ terms, limit }: SearchTextOptions, condition: SQL): SQL {
  const { k1, b } = bm25;
  return sql`
    with totals as (
      select greatest(sum(chunks), 1) as chunks, greatest(sum(terms), 1)::float8 / greatest(sum(chunks), 1) as length
      from chunk_term_totals
    ), query as (
      select term, count(*) as times from unnest(${textArray(terms)}) q(term) group by term
    ), frequencies as materialized (
      select q.term, q.times * ln(1 + (totals.chunks - n + 0.5) / (n + 0.5))::float8 as weight
      from query q, totals, lateral (select count(*) as n from chunk_terms p where p.term = q.term) df
    ), scored as (
      select p.chunk_id, sum(f.weight * p.frequency * ${k1 + 1} / (p.frequency + ${k1} * (1 - ${b}::float8 + ${b}::float8 * p.length / totals.length))) as score
      from frequencies f join chunk_terms p on p.term = f.term, totals group by p.chunk_id
    )
    select c.id, s.score from scored s join chunks c on c.id = s.chunk_id
    where ${condition} order by s.score desc, c.id limit ${limit}`;
}

function plain(term: string): string {
  if (!/^[a-z0-9]+$/.test(term)) throw new Error(`not a term: ${term}`);
  return term;
}

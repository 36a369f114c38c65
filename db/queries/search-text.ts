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
  /** Postings that the fallback reads to find candidates; less is quicker and less exact. */
  budget?: number | undefined;
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

/** Postings of a term that are counted; how many more it has is told from the ids that those cover. */
const countedPostings = 20_000;
/** Postings that are read to find candidates, the rarest terms' first. */
const readPostings = 40_000;
/** Candidates that are scored by the remaining, common terms too. */
const maxCandidates = 1000;

/**
 * In the spirit of MaxScore (Turtle and Flood 1995): the rarest terms, as many as the budget of postings allows,
 * find the candidates; the common ones, which weigh little, are looked up for the best of those alone. Where all
 * terms fit into the budget this is exact.
 */
function postingsQuery({ terms, limit, budget = readPostings }: SearchTextOptions, condition: SQL): SQL {
  const { k1, b } = bm25;
  const score = sql`sum(f.weight * p.frequency * ${k1 + 1} / (p.frequency + ${k1} * (1 - ${b}::float8 + ${b}::float8 * p.length / totals.length)))`;
  return sql`
    with totals as materialized (
      select greatest(sum(chunks), 1) as chunks, greatest(sum(terms), 1)::float8 / greatest(sum(chunks), 1) as length
      from chunk_term_totals
    ), ids as materialized (
      select min(id) as first, greatest(max(id) - min(id), 1) as span from chunks
    ), query as (
      select term, count(*) as times from unnest(${textArray(terms)}) q(term) group by term
    ), counts as materialized (
      select q.term, q.times, case when df.n < ${countedPostings}::int then df.n else least(totals.chunks,
        greatest(df.n, df.n * ids.span::float8 / greatest(df.last - ids.first, 1))) end as n
      from query q, totals, ids, lateral (select count(*) as n, max(chunk_id) as last from (
        select chunk_id from chunk_terms p where p.term = q.term order by chunk_id limit ${countedPostings}) counted) df
    ), frequencies as materialized (
      select term, times * ln(1 + (totals.chunks - n + 0.5) / (n + 0.5))::float8 as weight,
        sum(n) over rarest <= ${budget}::int or row_number() over rarest = 1 as finds
      from counts, totals where n > 0 window rarest as (order by n, term)
    ), found as (
      select p.chunk_id, ${score} as score
      from frequencies f join chunk_terms p on p.term = f.term, totals where f.finds group by p.chunk_id
    ), candidates as materialized (
      select c.id, s.score from found s join chunks c on c.id = s.chunk_id
      where ${condition} order by s.score desc, c.id
      limit case when exists (select 1 from frequencies where not finds) then ${Math.max(maxCandidates, limit)}::int else ${limit}::int end
    )
    select s.id, s.score + coalesce(common.score, 0) as score
    from candidates s, lateral (
      select ${score} as score from frequencies f join chunk_terms p on p.term = f.term and p.chunk_id = s.id, totals
      where not f.finds
    ) common order by 2 desc, s.id limit ${limit}`;
}

function plain(term: string): string {
  if (!/^[a-z0-9]+$/.test(term)) throw new Error(`not a term: ${term}`);
  return term;
}

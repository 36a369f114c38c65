import { sql } from "drizzle-orm";
import { textArray } from "../access";
import type { Database } from "../client";
import { textEngine, textIndexName } from "./ensure-indexes";

export interface QueryTerm {
  /** Position of the word in `words`. */
  word: number;
  /** Text-search configuration that made the term of the word. */
  textConfig: string;
  /** As it stands in `chunks.terms`. */
  term: string;
  /** How much a match says: BM25's inverse document frequency, scaled alike for all terms; 0 when no chunk has it. */
  weight: number;
}

export interface QueryTerms {
  terms: QueryTerm[];
  /** Configurations of the languages that the visible corpus is written in, the commonest first. */
  textConfigs: string[];
}

/**
 * Terms of the words of a question in every language of the corpus, from Postgres' own dictionaries.
 * A stop word of a language has no term in it.
 */
export async function queryTerms(db: Database, { words }: { words: string[] }): Promise<QueryTerms> {
  const engine = await textEngine(db);
  const weight =
    engine === "bm25"
      ? sql`abs(t.term <@> to_bm25query(t.term, ${textIndexName}))`
      : sql`(select ln(1 + (totals.chunks - df.n + 0.5) / (df.n + 0.5)) * sign(df.n)
            from (select count(*) as n from chunk_terms p where p.term = t.term) df,
            (select greatest(sum(chunks), 1) as chunks from chunk_term_totals) totals)`;
  const rows = await db.execute<{
    config: string;
    word: number | null;
    term: string | null;
    weight: number;
  }>(sql`
    with recursive configs(config) as (
      (select text_config from chunks where visible order by text_config limit 1)
      union all
      select (select text_config from chunks where visible and text_config > configs.config
        order by text_config limit 1) from configs where configs.config is not null
    ), terms as materialized (
      select distinct configs.config, w.ordinality::int as word, search_term(l.lexeme) as term
      from configs, unnest(${textArray(words)}) with ordinality w(word, ordinality),
        unnest(to_tsvector(configs.config::regconfig, search_words(w.word))) l
      where configs.config is not null
    ), weights as (select t.term, ${weight} as weight from (select distinct term from terms) t)
    select c.config, t.word - 1 as word, t.term, coalesce(w.weight, 0)::float8 as weight
    from configs c left join terms t on t.config = c.config left join weights w on w.term = t.term
    where c.config is not null order by c.config, t.word, t.term`);
  const textConfigs = [...new Set(rows.map((row) => row.config))];
  const terms = rows.flatMap(({ config, word, term, weight: value }) =>
    word === null || term === null ? [] : [{ word, term, textConfig: config, weight: Number(value) }],
  );
  return { terms, textConfigs };
}

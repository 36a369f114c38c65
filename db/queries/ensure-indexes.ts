// What the schema can't say because it depends on the server: BM25 by the extension where it is there,
// by a table of postings where not. Called after each migration; safe to call again and from several processes.
import { sql } from "drizzle-orm";
import type { Database, Queryable } from "../client";

/** `bm25`: the pg_textsearch extension. `postings`: BM25 in SQL over `chunk_terms`. */
export type TextEngine = "bm25" | "postings";

/** Name of the BM25 index over all languages. */
export const textIndexName = "chunks_bm25_index";
/** The usual parameters of BM25, and the extension's own defaults. */
export const bm25 = { k1: 1.2, b: 0.75 };

/**
 * Sets up text search for the server at hand and returns how. A server that got the extension later is moved to
 * it. `prefer: "postings"` sets up the fallback although the extension is there, to measure and test it.
 */
export async function ensureIndexes(
  db: Database,
  { prefer }: { prefer?: TextEngine } = {},
): Promise<TextEngine> {
  const engine = prefer !== "postings" && (await hasExtension(db)) ? "bm25" : "postings";
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(4711002)`);
    if (engine === "bm25") await ensureExtensionIndex(tx);
    else await ensurePostings(tx);
  });
  engines.set(db.$client, Promise.resolve(engine));
  return engine;
}

const engines = new WeakMap<object, Promise<TextEngine>>();

/** How this database searches text; asked of it once a pool. */
export function textEngine(db: Database): Promise<TextEngine> {
  const known = engines.get(db.$client);
  if (known) return known;
  const asked = db
    .execute<{ found: boolean }>(sql`select to_regclass(${textIndexName}) is not null as found`)
    .then(([row]): TextEngine => (row?.found ? "bm25" : "postings"));
  engines.set(db.$client, asked);
  asked.catch(() => engines.delete(db.$client));
  return asked;
}

async function hasExtension(db: Database): Promise<boolean> {
  try {
    const [row] = await db.execute<{ installed: boolean }>(
      sql`select installed_version is not null as installed from pg_available_extensions where name = 'pg_textsearch'`,
    );
    if (!row) return false;
    if (!row.installed) await db.execute(sql`create extension if not exists pg_textsearch`);
    return true;
  } catch {
    // The server has it but doesn't let this role, or this configuration, use it: the fallback does the same work.
    return false;
  }
}

async function ensureExtensionIndex(tx: Queryable): Promise<void> {
  await tx.execute(
    sql.raw(`create index if not exists ${textIndexName} on chunks using bm25 (terms)
      with (text_config = 'simple', k1 = ${bm25.k1}, b = ${bm25.b}) where visible`),
  );
  await dropPostingTriggers(tx);
  await tx.execute(sql`drop index if exists chunk_terms_term_index`);
  await tx.execute(sql`truncate chunk_terms, chunk_term_totals`);
}

async function dropPostingTriggers(tx: Queryable): Promise<void> {
  for (const name of ["insert", "update", "delete"])
    await tx.execute(sql.raw(`drop trigger if exists chunk_terms_${name} on chunks`));
}

async function ensurePostings(tx: Queryable): Promise<void> {
  const [row] = await tx.execute<{ found: boolean }>(
    sql`select exists (select 1 from pg_trigger where tgname = 'chunk_terms_update') as found`,
  );
  await tx.execute(sql.raw(`drop index if exists ${textIndexName}`));
  if (row?.found) return;
  await tx.execute(sql`lock table chunks in share row exclusive mode`);
  await tx.execute(sql`truncate chunk_terms, chunk_term_totals`);
  await tx.execute(postingsOf(sql`chunks`));
  await tx.execute(
    sql`create index if not exists chunk_terms_term_index on chunk_terms (term, chunk_id) include (frequency, length)`,
  );
  await tx.execute(sql`insert into chunk_term_totals ${totalsOf(sql`chunks`, 1)}`);
  await tx.execute(sql`create or replace function chunk_terms_insert() returns trigger language plpgsql as $$ begin
    ${postingsOf(sql`changed`)};
    insert into chunk_term_totals ${totalsOf(sql`changed`, 1)};
    return null; end $$`);
  // The postings of a chunk are found by its own terms, so no second index is kept for deletions.
  await tx.execute(sql`create or replace function chunk_terms_delete() returns trigger language plpgsql as $$ begin
    delete from chunk_terms p using (
      select distinct c.id, t.term from changed c, string_to_table(ltrim(c.terms), ' ') t(term)
    ) gone where p.term = gone.term and p.chunk_id = gone.id;
    insert into chunk_term_totals ${totalsOf(sql`changed`, -1)};
    return null; end $$`);
  // Another title changes terms; making a version visible doesn't, and must not cost anything here.
  await tx.execute(sql`create or replace function chunk_terms_update() returns trigger language plpgsql as $$ begin
    delete from chunk_terms p using (select distinct t.term from string_to_table(ltrim(old.terms), ' ') t(term)) gone
      where p.term = gone.term and p.chunk_id = old.id;
    insert into chunk_term_totals ${totalsOf(sql`(select old.terms) as c(terms)`, -1)};
    ${postingsOf(sql`(select new.id, new.terms)`)};
    insert into chunk_term_totals ${totalsOf(sql`(select new.terms) as c(terms)`, 1)};
    return null; end $$`);
  await dropPostingTriggers(tx);
  await tx.execute(sql`create trigger chunk_terms_update after update on chunks
    for each row when (old.terms is distinct from new.terms) execute function chunk_terms_update()`);
  await tx.execute(sql`create trigger chunk_terms_insert after insert on chunks
    referencing new table as changed for each statement execute function chunk_terms_insert()`);
  await tx.execute(sql`create trigger chunk_terms_delete after delete on chunks
    referencing old table as changed for each statement execute function chunk_terms_delete()`);
}

const postingsOf = (chunks: ReturnType<typeof sql>) => sql`
  insert into chunk_terms (term, chunk_id, frequency, length)
  select t.term, c.id, count(*), sum(count(*)) over (partition by c.id)
  from ${chunks} c, string_to_table(ltrim(c.terms), ' ') t(term)
  where t.term <> '' group by c.id, t.term`;

const totalsOf = (chunks: ReturnType<typeof sql>, sign: 1 | -1) => sql`
  select ${sql.raw(String(sign))} * count(*), ${sql.raw(String(sign))} * coalesce(sum(length(terms) - length(replace(terms, ' ', ''))), 0)
  from ${chunks} having count(*) > 0`;

/** Folds the totals of the postings into one row. Cheap; the worker calls it now and then. */
export async function foldTextTotals(db: Database): Promise<void> {
  await db.execute(sql`with gone as (delete from chunk_term_totals returning chunks, terms)
    insert into chunk_term_totals select sum(chunks), sum(terms) from gone having count(*) > 0`);
}

// Suites and their cases. Nothing here is for people who only ask: the verbs above are for admins alone.
import { sql } from "drizzle-orm";
import { textArray } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { bumpCorpus } from "./corpus";

export interface DatasetRow extends Record<string, unknown> {
  id: string;
  title: string;
  description: string;
  kind: "ask" | "retrieval" | "agent";
  source_ids: string[];
  today: string | null;
  corpus_hash: string;
  cases_hash: string;
}

export interface DatasetCountsRow extends DatasetRow {
  cases: number;
  drafts: number;
  queued: number;
  human_verified: number;
}

const datasetColumns = sql`d.id, d.title, d.description, d.kind, d.source_ids, d.today, d.corpus_hash, d.cases_hash`;

/** Makes a source of kind `suite`, which no person sees, unless it is there. */
export async function ensureSuiteSource(
  db: Queryable,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await db.execute(
    sql`insert into sources (id, name, kind) values (${id}, ${name}, 'suite') on conflict do nothing`,
  );
}

export async function upsertDataset(
  db: Queryable,
  dataset: Pick<DatasetRow, "id" | "title" | "description" | "kind" | "source_ids" | "today">,
): Promise<void> {
  await db.execute(sql`
    insert into eval_datasets (id, title, description, kind, source_ids, today)
    values (${dataset.id}, ${dataset.title}, ${dataset.description}, ${dataset.kind},
      ${textArray(dataset.source_ids)}, ${dataset.today})
    on conflict (id) do update set title = excluded.title, description = excluded.description,
      kind = excluded.kind, source_ids = excluded.source_ids, today = excluded.today, updated_at = now()`);
}

/** Adds a source to those that the suite's runs read, unless it is among them. */
export async function addDatasetSource(
  db: Queryable,
  { id, sourceId }: { id: string; sourceId: string },
): Promise<void> {
  await db.execute(sql`
    update eval_datasets set source_ids = array_append(source_ids, ${sourceId}), updated_at = now()
    where id = ${id} and not (${sourceId} = any(source_ids))`);
}

export async function setDatasetHashes(
  db: Queryable,
  { id, corpus, cases }: { id: string; corpus?: string; cases?: string },
): Promise<void> {
  await db.execute(sql`
    update eval_datasets set corpus_hash = coalesce(${corpus ?? null}, corpus_hash),
      cases_hash = coalesce(${cases ?? null}, cases_hash), updated_at = now() where id = ${id}`);
}

export async function findDataset(db: Queryable, { id }: { id: string }): Promise<DatasetRow | undefined> {
  const [row] = await db.execute<DatasetRow>(
    sql`select ${datasetColumns} from eval_datasets d where d.id = ${id}`,
  );
  return row;
}

/** All suites with how many cases stand where. */
export async function listDatasets(db: Queryable): Promise<DatasetCountsRow[]> {
  return await db.execute<DatasetCountsRow>(sql`
    select ${datasetColumns},
      count(c.id) filter (where c.state = 'active')::int as cases,
      count(c.id) filter (where c.state = 'draft')::int as drafts,
      count(c.id) filter (where c.queued and c.verified_at is null and c.state <> 'retired')::int as queued,
      count(c.id) filter (where c.verified_at is not null and c.state = 'active')::int as human_verified
    from eval_datasets d left join eval_cases c on c.dataset_id = d.id group by d.id order by d.id`);
}

export interface NewCase {
  id: string;
  ordinal: number;
  question: string;
  kind: string;
  split: "tuning" | "held_back";
  tags: string[];
  mustPass: boolean;
  expect: "answer" | "refuse";
  content: unknown;
  contentHash: string;
  queued: boolean;
}

/**
 * Brings the cases of a file in: new ones are added, changed ones lose their verification, those that are no
 * longer in the file are retired. Drafts and what became of them stay.
 */
export async function replaceCases(
  db: Queryable,
  { datasetId, cases, origin }: { datasetId: string; cases: NewCase[]; origin: "file" | "import" },
): Promise<void> {
  for (let start = 0; start < cases.length; start += 1000) {
    const json = JSON.stringify(cases.slice(start, start + 1000));
    await db.execute(sql`
      insert into eval_cases as c (id, dataset_id, ordinal, question, kind, split, tags, must_pass, expect, content,
        content_hash, queued, origin)
      select r.id, ${datasetId}, r.ordinal, r.question, r.kind, r.split, r.tags, r."mustPass", r.expect, r.content,
        r."contentHash", r.queued, ${origin}
      from jsonb_to_recordset(${json}::jsonb) as r(id text, ordinal int, question text, kind text, split text,
        tags text[], "mustPass" boolean, expect text, content jsonb, "contentHash" text, queued boolean)
      on conflict (id) do update set ordinal = excluded.ordinal, question = excluded.question, kind = excluded.kind,
        split = excluded.split, tags = excluded.tags, must_pass = excluded.must_pass, expect = excluded.expect,
        content = excluded.content, state = 'active', origin = excluded.origin,
        queued = excluded.queued, content_hash = excluded.content_hash, updated_at = now(),
        verified_at = case when c.content_hash = excluded.content_hash then c.verified_at end`);
  }
  await db.execute(sql`
    update eval_cases set state = 'retired', updated_at = now()
    where dataset_id = ${datasetId} and origin = ${origin} and state = 'active'
      and id not in (select jsonb_array_elements_text(${JSON.stringify(cases.map(({ id }) => id))}::jsonb))`);
}

export interface CaseRow extends Record<string, unknown> {
  id: string;
  dataset_id: string;
  state: "active" | "draft" | "retired";
  origin: string;
  queued: boolean;
  verified_at: string | null;
  content: unknown;
  content_hash: string;
}

const caseColumns = sql`c.id, c.dataset_id, c.state, c.origin, c.queued, ${isoTime(sql`c.verified_at`)} as verified_at,
  c.content, c.content_hash`;

/** Active cases of a suite in their order. */
export async function listActiveCases(
  db: Queryable,
  { datasetId, limit }: { datasetId: string; limit: number | undefined },
): Promise<CaseRow[]> {
  return await db.execute<CaseRow>(sql`
    select ${caseColumns} from eval_cases c where c.dataset_id = ${datasetId} and c.state = 'active'
    order by c.ordinal, c.id limit ${limit ?? null}`);
}

export async function findCase(db: Queryable, { id }: { id: string }): Promise<CaseRow | undefined> {
  const [row] = await db.execute<CaseRow>(sql`select ${caseColumns} from eval_cases c where c.id = ${id}`);
  return row;
}

export interface CaseFilter {
  datasetId: string | undefined;
  state: "active" | "draft" | "retired" | undefined;
  kind: string | undefined;
  tag: string | undefined;
  /** Only those that wait on the review page. */
  queued: boolean | undefined;
  /** Words of the question. */
  q: string | undefined;
  limit: number;
  offset: number;
}

export async function listCases(
  db: Queryable,
  filter: CaseFilter,
): Promise<{ rows: CaseRow[]; total: number }> {
  const where = sql`(${filter.datasetId ?? null}::text is null or c.dataset_id = ${filter.datasetId ?? null})
    and (${filter.state ?? null}::text is null or c.state = ${filter.state ?? null})
    and (${filter.kind ?? null}::text is null or c.kind = ${filter.kind ?? null})
    and (${filter.tag ?? null}::text is null or ${filter.tag ?? null} = any(c.tags))
    and (${filter.queued ?? null}::boolean is null
      or (c.queued and c.verified_at is null and c.state <> 'retired') = ${filter.queued ?? null}::boolean)
    and (${filter.q ?? null}::text is null or strpos(lower(c.question), lower(${filter.q ?? null})) > 0)`;
  const rows = await db.execute<CaseRow>(sql`
    select ${caseColumns} from eval_cases c where ${where}
    order by (c.state = 'draft') desc, c.dataset_id, c.ordinal, c.id limit ${filter.limit} offset ${filter.offset}`);
  const [count] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from eval_cases c where ${where}`,
  );
  return { rows, total: count?.count ?? 0 };
}

/** Stores a draft, or a case that a person changed. Whatever was verified of it is no more. */
export async function saveCase(
  db: Queryable,
  {
    datasetId,
    item,
    origin,
    state,
  }: {
    datasetId: string;
    item: NewCase;
    origin: string;
    state: "draft" | "active";
  },
): Promise<void> {
  await db.execute(sql`
    insert into eval_cases (id, dataset_id, ordinal, question, kind, split, tags, must_pass, expect, content,
      content_hash, queued, origin, state)
    values (${item.id}, ${datasetId}, ${item.ordinal}, ${item.question}, ${item.kind}, ${item.split},
      ${textArray(item.tags)}, ${item.mustPass}, ${item.expect}, ${JSON.stringify(item.content)}::jsonb,
      ${item.contentHash}, ${item.queued}, ${origin}, ${state})
    on conflict (id) do update set question = excluded.question, kind = excluded.kind, split = excluded.split,
      tags = excluded.tags, must_pass = excluded.must_pass, expect = excluded.expect, content = excluded.content,
      content_hash = excluded.content_hash, queued = excluded.queued, state = excluded.state, verified_at = null,
      updated_at = now()`);
}

/** Marks a case as confirmed by a person as it stands, or takes that back; a confirmed draft becomes active. */
export async function setVerified(
  db: Queryable,
  { id, verified }: { id: string; verified: boolean },
): Promise<void> {
  await db.execute(sql`
    update eval_cases set verified_at = case when ${verified} then coalesce(verified_at, now()) end,
      state = case when ${verified} and state = 'draft' then 'active' else state end, updated_at = now()
    where id = ${id}`);
}

export async function setCaseState(
  db: Queryable,
  { id, state }: { id: string; state: "active" | "draft" | "retired" },
): Promise<void> {
  await db.execute(sql`update eval_cases set state = ${state}, updated_at = now() where id = ${id}`);
}

/** The documents of a suite's sources: where a case's `document` is found, and its whole stored text. */
export async function readSuiteDocuments(
  db: Queryable,
  { sourceIds }: { sourceIds: string[] },
): Promise<
  { document_id: string; version_id: string; source_id: string; uri: string; title: string; text: string }[]
> {
  return await db.execute(sql`
    select d.id as document_id, v.id as version_id, d.source_id, d.uri, v.title,
      coalesce((select string_agg(g.text, '' order by g.ordinal) from document_segments g where g.version_id = v.id), '') as text
    from documents d join sources s on s.id = d.source_id and s.kind = 'suite'
    join document_versions v on v.id = d.current_version_id
    where d.deleted_at is null and d.source_id = any(${textArray(sourceIds)}) order by d.uri`);
}

/**
 * Hides the given share of a suite's chunks from search, chosen by a hash of their place, or shows all again with 0.
 * A planted fault for tests of the gate; documents of people are never touched.
 */
export async function hideChunks(
  db: Queryable,
  { sourceIds, share }: { sourceIds: string[]; share: number },
): Promise<void> {
  const changed = await db.execute(sql`
    update chunks c set visible = ((('x' || substr(md5(d.uri || ':' || c.ordinal), 1, 6))::bit(24)::int)::float8 / 16777216 >= ${share})
    from documents d join sources s on s.id = d.source_id and s.kind = 'suite'
    where d.id = c.document_id and c.version_id = d.current_version_id and c.source_id = any(${textArray(sourceIds)})
      and c.visible <> ((('x' || substr(md5(d.uri || ':' || c.ordinal), 1, 6))::bit(24)::int)::float8 / 16777216 >= ${share})
    returning c.id`);
  // Searches that are kept in a cache must not outlive this.
  if (changed.length === 0) return;
  await bumpCorpus(db);
  await db.execute(sql`select touch_sources(${textArray(sourceIds)})`);
}

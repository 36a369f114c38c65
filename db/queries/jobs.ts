// Jobs as people see them: what was asked for, how far it is, what went wrong.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources, textArray } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

export interface NewJob {
  id: string;
  kind: "ingest";
  owner: string | null;
  label: string;
  requestId: string | null;
  parameters?: Record<string, unknown>;
}

export interface NewItem {
  id: string;
  name: string;
  state: "queued" | "unchanged" | "failed";
  originalId: string | null;
  documentId: string | null;
  versionId: string | null;
  parameters: Record<string, unknown>;
  errorCode: string | null;
  errorMessage: string | null;
}

/** Puts a job with its items on the queue, in the caller's transaction. */
export async function insertJob(
  db: Queryable,
  { job, items }: { job: NewJob; items: NewItem[] },
): Promise<void> {
  await db.execute(sql`
    insert into jobs (id, kind, owner, label, request_id, parameters)
    values (${job.id}, ${job.kind}, ${job.owner}, ${job.label}, ${job.requestId}, ${JSON.stringify(job.parameters ?? {})}::jsonb)`);
  await db.execute(sql`
    insert into job_items (id, job_id, ordinal, name, state, step, original_id, document_id, version_id, source_id,
      parameters, error_code, error_message, finished_at)
    select r.id, ${job.id}, r.ordinal, r.name, r.state, case r.state when 'queued' then 'waiting' else 'done' end,
      r."originalId", r."documentId", r."versionId",
      (select d.source_id from documents d where d.id = r."documentId"), r.parameters, r."errorCode", r."errorMessage",
      case r.state when 'queued' then null else now() end
    from jsonb_to_recordset(${JSON.stringify(items.map((item, ordinal) => ({ ...item, ordinal })))}::jsonb)
      as r(id text, ordinal int, name text, state text, "originalId" text, "documentId" text, "versionId" text,
        parameters jsonb, "errorCode" text, "errorMessage" text)`);
}

export interface JobRow extends Record<string, unknown> {
  id: string;
  kind: "ingest";
  label: string;
  state: "queued" | "running" | "completed" | "failed" | "cancelled";
  cancel_requested: boolean;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  seconds: number | null;
  total: number;
  completed: number;
  unchanged: number;
  failed: number;
  cancelled: number;
  chunks: number;
}

export interface JobItemRow extends Record<string, unknown> {
  id: string;
  job_id: string;
  name: string;
  state: "queued" | "running" | "completed" | "unchanged" | "failed" | "cancelled";
  step: "waiting" | "reading" | "chunking" | "embedding" | "storing" | "done";
  done: number;
  total: number | null;
  document_id: string | null;
  chunk_count: number | null;
  warnings: string[];
  error_code: string | null;
  error_message: string | null;
  timings: Record<string, number>;
}

/**
 * Whether the caller may (still) know of item `i`: its document counts where it is now, or where it was last.
 * A file that came to no document is known to whoever sent it.
 */
const isShown = (access: Access): SQL => sql`coalesce(
  coalesce((select d.source_id from documents d where d.id = i.document_id), i.source_id) in ${readableSources(access)}, true)`;

/** The caller's newest jobs. */
export async function listJobs(
  db: Queryable,
  { access, limit }: { access: Access; limit: number },
): Promise<JobRow[]> {
  return await db.execute<JobRow>(
    selectJobs(
      access,
      sql`select * from jobs where owner is not distinct from ${access.userId} order by created_at desc, id desc limit ${limit}`,
    ),
  );
}

/** A job of the caller's, or undefined. */
export async function findJob(
  db: Queryable,
  { id, access }: { id: string; access: Access },
): Promise<JobRow | undefined> {
  const [row] = await db.execute<JobRow>(
    selectJobs(
      access,
      sql`select * from jobs where id = ${id} and owner is not distinct from ${access.userId}`,
    ),
  );
  return row;
}

/** Jobs with what the caller may know of: when a file isn't, the label that may name it isn't either. */
function selectJobs(access: Access, jobs: SQL): SQL {
  return sql`
    select j.id, j.kind, case when shown.hidden > 0 then shown.total || ' files' else j.label end as label, j.state,
      j.cancel_requested_at is not null as cancel_requested,
      ${isoTime(sql`j.created_at`)} as created_at, ${isoTime(sql`j.started_at`)} as started_at,
      ${isoTime(sql`j.finished_at`)} as finished_at,
      extract(epoch from coalesce(j.finished_at, now()) - j.started_at)::float8 as seconds, shown.total,
      shown.completed, shown.unchanged, shown.failed, shown.cancelled, shown.chunks
    from (${jobs}) j cross join lateral (
      select count(*) filter (where known)::int as total, count(*) filter (where not known) as hidden,
        count(*) filter (where known and state = 'completed')::int as completed,
        count(*) filter (where known and state = 'unchanged')::int as unchanged,
        count(*) filter (where known and state = 'failed')::int as failed,
        count(*) filter (where known and state = 'cancelled')::int as cancelled,
        coalesce(sum(case when state = 'completed' then chunk_count when state = 'running' then done end)
          filter (where known), 0)::int as chunks
      from (select i.*, ${isShown(access)} as known from job_items i where i.job_id = j.id) items
    ) shown
    order by j.created_at desc, j.id desc`;
}

/** Items of jobs, those that run or failed first, at most `limitPerJob` for each. */
export async function listItems(
  db: Queryable,
  { access, jobIds, limitPerJob }: { access: Access; jobIds: string[]; limitPerJob: number },
): Promise<JobItemRow[]> {
  if (jobIds.length === 0) return [];
  return await db.execute<JobItemRow>(sql`
    select i.id, i.job_id, i.name, i.state, i.step, i.done, i.total, i.document_id, i.chunk_count,
      coalesce(v.warnings, '[]'::jsonb) as warnings, i.error_code, i.error_message, i.timings
    from unnest(${textArray(jobIds)}) as wanted(id)
    join jobs j on j.id = wanted.id and j.owner is not distinct from ${access.userId}
    cross join lateral (
      select *, case state when 'running' then 0 when 'failed' then 1 when 'queued' then 2 else 3 end as rank
      from job_items i where i.job_id = wanted.id and ${isShown(access)} order by rank, ordinal limit ${limitPerJob}
    ) i
    left join document_versions v on v.id = i.version_id
    order by i.job_id, i.rank, i.ordinal`);
}

/**
 * Asks for a job to stop: what waits is cancelled now, what runs as soon as its worker notices.
 * Returns the cancelled items; undefined when there is no such job of the caller's.
 */
export async function requestCancel(
  db: Queryable,
  { id, owner }: { id: string; owner: string | null },
): Promise<{ documentIds: string[]; versionIds: string[]; originalIds: string[] } | undefined> {
  const [job] = await db.execute(sql`
    update jobs set cancel_requested_at = coalesce(cancel_requested_at, now())
    where id = ${id} and owner is not distinct from ${owner} returning id`);
  if (!job) return undefined;
  const rows = await db.execute<{
    document_id: string | null;
    version_id: string | null;
    original_id: string | null;
  }>(sql`
    update job_items i set state = 'cancelled', step = 'done', finished_at = now(), original_id = null
    from job_items old
    where i.job_id = ${id} and i.state = 'queued' and old.id = i.id
    returning i.document_id, i.version_id, old.original_id`);
  return {
    documentIds: rows.flatMap((row) => row.document_id ?? []),
    versionIds: rows.flatMap((row) => row.version_id ?? []),
    originalIds: rows.flatMap((row) => row.original_id ?? []),
  };
}

export interface TypeTimings extends Record<string, unknown> {
  type: string;
  files: number;
  megabytes: number;
  chunks: number;
  reading: number;
  chunking: number;
  embedding: number;
  storing: number;
}

/** Where the time of finished items went, in milliseconds, by type of document. */
export async function timingsByType(db: Queryable, { jobIds }: { jobIds: string[] }): Promise<TypeTimings[]> {
  const step = (name: string) => sql`coalesce(sum((i.timings->>${name})::float8), 0) as ${sql.raw(name)}`;
  return await db.execute<TypeTimings>(sql`
    select d.type, count(*)::int as files, coalesce(sum(o.size_bytes), 0)::float8 / 1048576 as megabytes,
      coalesce(sum(i.chunk_count), 0)::int as chunks,
      ${step("reading")}, ${step("chunking")}, ${step("embedding")}, ${step("storing")}
    from job_items i join documents d on d.id = i.document_id
    join document_versions v on v.id = i.version_id left join originals o on o.id = v.original_id
    where i.job_id in ${jobIds} and i.state = 'completed' group by d.type order by sum(i.chunk_count) desc`);
}

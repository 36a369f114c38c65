// The queue as workers see it. An item is taken with a lease; whoever lost the lease can't write any more.
import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../client";

export interface ClaimedItem extends Record<string, unknown> {
  id: string;
  job_id: string;
  name: string;
  original_id: string | null;
  document_id: string | null;
  version_id: string | null;
  parameters: Record<string, unknown>;
  /** How often it was taken without getting further, this time included. */
  attempts: number;
  cancel_requested: boolean;
}

/** Who holds an item, for the queries that only the holder may run. */
export interface Holder {
  itemId: string;
  owner: string;
}

/** An item's place in the line: its number in its job, and one more for so many chunks as it had stored already. */
const chunksAPlace = 50;
const place = (item: SQL): SQL => sql`(${item}.ordinal + ${item}.done / ${sql.raw(String(chunksAPlace))})`;

/**
 * Takes the next item: one that waits, or one whose lease has lapsed. Several workers may ask at once.
 * First items of all jobs come before second ones, so a small job doesn't wait for a large one; and a long file that
 * was laid aside comes again after as many others as it had chunks for.
 */
export async function claimItem(
  db: Queryable,
  { owner, leaseSeconds }: { owner: string; leaseSeconds: number },
): Promise<ClaimedItem | undefined> {
  const [row] = await db.execute<ClaimedItem>(sql`
    update job_items i
    set state = 'running', step = 'reading', attempts = i.attempts + 1, lease_owner = ${owner},
        lease_until = now() + make_interval(secs => ${leaseSeconds}), started_at = coalesce(i.started_at, now())
    from (
      select w.id from job_items w join jobs j on j.id = w.job_id
      where w.state = 'queued' or (w.state = 'running' and w.lease_until < now())
      order by ${place(sql`w`)}, j.created_at, w.id limit 1 for update of w skip locked
    ) next
    join job_items n on n.id = next.id join jobs j on j.id = n.job_id
    where i.id = next.id
    returning i.id, i.job_id, i.name, i.original_id, i.document_id, i.version_id, i.parameters, i.attempts,
      j.cancel_requested_at is not null as cancel_requested`);
  if (!row) return undefined;
  await db.execute(sql`
    update jobs set state = 'running', started_at = coalesce(started_at, now())
    where id = ${row.job_id} and state = 'queued'`);
  return row;
}

/** Renews the lease. `held` is false when it was lost; `cancelled` when somebody asked to stop the job. */
export async function renewLease(
  db: Queryable,
  { itemId, owner, leaseSeconds }: Holder & { leaseSeconds: number },
): Promise<{ held: boolean; cancelled: boolean }> {
  const [row] = await db.execute<{ cancelled: boolean }>(sql`
    update job_items i set lease_until = now() + make_interval(secs => ${leaseSeconds})
    from jobs j
    where i.id = ${itemId} and i.lease_owner = ${owner} and i.state = 'running' and j.id = i.job_id
    returning j.cancel_requested_at is not null as cancelled`);
  return { held: row !== undefined, cancelled: row?.cancelled ?? false };
}

/** Says how far the item is. `done` counts chunks; `advanced` means that something was stored for good. */
export async function reportProgress(
  db: Queryable,
  progress: Holder & { step: string; done?: number; total?: number | null; advanced?: boolean },
): Promise<{ held: boolean; cancelled: boolean }> {
  const { itemId, owner, step, done = null, total = null, advanced = false } = progress;
  const [row] = await db.execute<{ cancelled: boolean }>(sql`
    update job_items i
    set step = ${step}, done = coalesce(${done}::int, i.done), total = coalesce(${total}::int, i.total),
        attempts = case when ${advanced}::boolean then 0 else i.attempts end
    from jobs j
    where i.id = ${itemId} and i.lease_owner = ${owner} and i.state = 'running' and j.id = i.job_id
    returning j.cancel_requested_at is not null as cancelled`);
  return { held: row !== undefined, cancelled: row?.cancelled ?? false };
}

/** Whether somebody's file waits who would be next if this one were given back. */
export async function othersWait(db: Queryable, { itemId }: { itemId: string }): Promise<boolean> {
  const [row] = await db.execute<{ waits: boolean }>(sql`
    select exists (
      select 1 from job_items w, job_items mine
      where mine.id = ${itemId} and w.state = 'queued' and ${place(sql`w`)} < ${place(sql`mine`)}) as waits`);
  return row?.waits ?? false;
}

/** Gives an item back unfinished, as if it hadn't been taken. */
export async function releaseItem(db: Queryable, { itemId, owner }: Holder): Promise<void> {
  await db.execute(sql`
    update job_items set state = 'queued', step = 'waiting', lease_owner = null, lease_until = null,
      attempts = greatest(attempts - 1, 0)
    where id = ${itemId} and lease_owner = ${owner} and state = 'running'`);
}

/**
 * Lets go what these owners hold: they are known to be dead. The attempt counts. After the first death at once, then
 * ever later, so that a file which brings workers down leaves them time for the others, and one that happened to be
 * in hand while a machine was restarted again and again is not given up within that minute.
 */
export async function expireLeases(db: Queryable, { owners }: { owners: string[] }): Promise<void> {
  if (owners.length === 0) return;
  await db.execute(sql`
    update job_items set lease_until = least(lease_until, now() + make_interval(secs =>
      case when attempts <= 1 then -1 else least(5 * power(3, attempts - 2), 60) end))
    where state = 'running' and lease_owner in ${owners}`);
}

/** Who holds items now. */
export async function leaseOwners(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ lease_owner: string }>(sql`
    select distinct lease_owner from job_items where state = 'running' and lease_owner is not null`);
  return rows.map((row) => row.lease_owner);
}

export interface FinishedItem {
  state: "completed" | "unchanged" | "failed" | "cancelled";
  errorCode?: string;
  errorMessage?: string;
  chunkCount?: number;
  timings?: Record<string, number>;
}

/**
 * Ends an item and, when it was the last, its job. Returns false, having changed nothing, when the lease
 * was lost. Run it in the transaction that makes the item's result visible.
 */
export async function finishItem(
  db: Queryable,
  { itemId, owner, ...finished }: Holder & FinishedItem,
): Promise<boolean> {
  // The job's row first: of two workers that end a job's last items at once, the second sees the first's.
  const [job] = await db.execute<{ id: string }>(sql`
    select j.id from jobs j join job_items i on i.job_id = j.id where i.id = ${itemId} for update of j`);
  const rows = await db.execute(sql`
    update job_items set state = ${finished.state}, step = 'done', lease_owner = null, lease_until = null,
      error_code = ${finished.errorCode ?? null}, error_message = ${finished.errorMessage ?? null},
      chunk_count = ${finished.chunkCount ?? null}, timings = ${JSON.stringify(finished.timings ?? {})}::jsonb,
      original_id = null, finished_at = now()
    where id = ${itemId} and lease_owner = ${owner} and state = 'running' returning id`);
  if (!job || rows.length === 0) return false;
  await settleJob(db, { jobId: job.id });
  return true;
}

/**
 * Ends a job whose items have all ended: `cancelled` when that was asked for and cut something off,
 * `failed` when every item failed, else `completed`.
 */
export async function settleJob(db: Queryable, { jobId }: { jobId: string }): Promise<void> {
  await db.execute(sql`
    update jobs j set finished_at = now(), started_at = coalesce(j.started_at, now()), state = case
        when exists (select 1 from job_items i where i.job_id = j.id and i.state = 'cancelled') then 'cancelled'
        when exists (select 1 from job_items i where i.job_id = j.id and i.state in ('completed', 'unchanged')) then 'completed'
        when exists (select 1 from job_items i where i.job_id = j.id) then 'failed'
        else 'completed' end
    where j.id = ${jobId} and j.finished_at is null
      and not exists (select 1 from job_items i where i.job_id = j.id and i.state in ('queued', 'running'))`);
}

// Runs as they are started, taken up by whoever works on them, and ended. A run is held with a lease.
import { type SQL, sql } from "drizzle-orm";
import { textArray } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

export interface RunRow extends Record<string, unknown> {
  id: string;
  dataset_id: string;
  state: "queued" | "running" | "completed" | "failed" | "cancelled";
  config_name: string;
  config: unknown;
  case_ids: string[];
  repeat: number;
  total: number;
  done: number;
  commit: string;
  model: string;
  prompt_version: string;
  embedding_model: string;
  started_by: string | null;
  note: string;
  scores: unknown;
  tracking: unknown;
  error: string | null;
  cancel_requested: boolean;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

const columns = sql`r.id, r.dataset_id, r.state, r.config_name, r.config, r.case_ids, r.repeat, r.total, r.done,
  r.commit, r.model, r.prompt_version, r.embedding_model, r.started_by, r.note, r.scores, r.tracking, r.error,
  r.cancel_requested_at is not null as cancel_requested, ${isoTime(sql`r.created_at`)} as created_at,
  ${isoTime(sql`r.started_at`)} as started_at, ${isoTime(sql`r.finished_at`)} as finished_at`;

export interface NewRun {
  id: string;
  datasetId: string;
  configName: string;
  config: unknown;
  key: string;
  caseIds: string[];
  repeat: number;
  commit: string;
  startedBy: string | null;
  note: string;
}

export async function insertRun(db: Queryable, run: NewRun): Promise<void> {
  await db.execute(sql`
    insert into eval_runs (id, dataset_id, config_name, config, key, case_ids, repeat, total, commit, started_by, note)
    values (${run.id}, ${run.datasetId}, ${run.configName}, ${JSON.stringify(run.config)}::jsonb, ${run.key},
      ${textArray(run.caseIds)}, ${run.repeat}, ${run.caseIds.length * run.repeat}, ${run.commit}, ${run.startedBy}, ${run.note})`);
}

/** The newest run of the same key that was begun and has not ended, for whoever starts it again. */
export async function findUnfinishedRun(
  db: Queryable,
  { key }: { key: string },
): Promise<RunRow | undefined> {
  const [row] = await db.execute<RunRow>(sql`
    select ${columns} from eval_runs r where r.key = ${key} and r.state in ('queued', 'running')
      and (r.lease_until is null or r.lease_until < now()) order by r.created_at desc limit 1`);
  return row;
}

export async function findRun(db: Queryable, { id }: { id: string }): Promise<RunRow | undefined> {
  const [row] = await db.execute<RunRow>(sql`select ${columns} from eval_runs r where r.id = ${id}`);
  return row;
}

export interface RunFilter {
  datasetId: string | undefined;
  configName: string | undefined;
  state: RunRow["state"] | undefined;
  limit: number;
  offset: number;
}

/** Runs, newest first. */
export async function listRuns(db: Queryable, filter: RunFilter): Promise<{ rows: RunRow[]; total: number }> {
  const where = sql`(${filter.datasetId ?? null}::text is null or r.dataset_id = ${filter.datasetId ?? null})
    and (${filter.configName ?? null}::text is null or r.config_name = ${filter.configName ?? null})
    and (${filter.state ?? null}::text is null or r.state = ${filter.state ?? null})`;
  const rows = await db.execute<RunRow>(sql`
    select ${columns} from eval_runs r where ${where} order by r.created_at desc, r.id desc
    limit ${filter.limit} offset ${filter.offset}`);
  const [count] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from eval_runs r where ${where}`,
  );
  return { rows, total: count?.count ?? 0 };
}

/** Takes the run `id`, or the oldest that waits or whose holder is gone. Undefined when somebody else has it. */
export async function claimRun(
  db: Queryable,
  { id, owner, leaseSeconds }: { id?: string | undefined; owner: string; leaseSeconds: number },
): Promise<RunRow | undefined> {
  const which: SQL = id === undefined ? sql`true` : sql`w.id = ${id}`;
  const [row] = await db.execute<RunRow>(sql`
    update eval_runs r set state = 'running', lease_owner = ${owner}, started_at = coalesce(r.started_at, now()),
      lease_until = now() + make_interval(secs => ${leaseSeconds})
    from (
      select w.id from eval_runs w where ${which} and (w.state = 'queued' or (w.state = 'running' and w.lease_until < now()))
      order by w.created_at limit 1 for update skip locked
    ) next where r.id = next.id returning ${columns}`);
  return row;
}

/** Renews the lease and tells how far it is. `held` is false when it was lost, `cancelled` when somebody asked to stop. */
export async function renewRun(
  db: Queryable,
  { id, owner, leaseSeconds }: { id: string; owner: string; leaseSeconds: number },
): Promise<{ held: boolean; cancelled: boolean }> {
  const [row] = await db.execute<{ cancelled: boolean }>(sql`
    update eval_runs r set lease_until = now() + make_interval(secs => ${leaseSeconds}),
      done = (select count(*)::int from eval_results e where e.run_id = r.id)
    where r.id = ${id} and r.lease_owner = ${owner} and r.state = 'running'
    returning r.cancel_requested_at is not null as cancelled`);
  return { held: row !== undefined, cancelled: row?.cancelled ?? false };
}

/** Gives a run back to whoever takes it next; its results stay. */
export async function releaseRun(db: Queryable, { id, owner }: { id: string; owner: string }): Promise<void> {
  await db.execute(sql`
    update eval_runs set state = 'queued', lease_owner = null, lease_until = null
    where id = ${id} and lease_owner = ${owner} and state = 'running'`);
}

export async function finishRun(
  db: Queryable,
  run: {
    id: string;
    owner: string;
    state: "completed" | "failed" | "cancelled";
    scores: unknown;
    error: string | null;
    model: string;
    promptVersion: string;
    embeddingModel: string;
  },
): Promise<void> {
  await db.execute(sql`
    update eval_runs r set state = ${run.state}, scores = ${JSON.stringify(run.scores)}::jsonb, error = ${run.error},
      model = ${run.model}, prompt_version = ${run.promptVersion}, embedding_model = ${run.embeddingModel},
      finished_at = now(), lease_owner = null, lease_until = null,
      done = (select count(*)::int from eval_results e where e.run_id = r.id)
    where r.id = ${run.id} and r.lease_owner = ${run.owner}`);
}

export async function setTracking(
  db: Queryable,
  { id, tracking }: { id: string; tracking: unknown },
): Promise<void> {
  await db.execute(sql`update eval_runs set tracking = ${JSON.stringify(tracking)}::jsonb where id = ${id}`);
}

/** What waits is cancelled at once, what runs as soon as its holder looks. False when it has ended or isn't there. */
export async function requestRunCancel(db: Queryable, { id }: { id: string }): Promise<boolean> {
  const rows = await db.execute(sql`
    update eval_runs set cancel_requested_at = coalesce(cancel_requested_at, now()),
      state = case when state = 'queued' or lease_until < now() then 'cancelled' else state end,
      finished_at = case when state = 'queued' or lease_until < now() then now() end
    where id = ${id} and state in ('queued', 'running') returning id`);
  return rows.length > 0;
}

export async function deleteRun(db: Queryable, { id }: { id: string }): Promise<boolean> {
  const rows = await db.execute(
    sql`delete from eval_runs where id = ${id} and state not in ('queued', 'running') returning id`,
  );
  return rows.length > 0;
}

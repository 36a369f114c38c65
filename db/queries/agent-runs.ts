// Runs of the agent and their steps. Every change counts the run's revision up, so that readers see what is new; what
// the process that works on a run writes holds only while its lease does.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources, textArray } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

export interface RunRow extends Record<string, unknown> {
  id: string;
  owner: string | null;
  key_id: string | null;
  request: string;
  state: "queued" | "running" | "asking" | "waiting" | "completed" | "failed" | "stopped";
  model: string;
  result: unknown;
  error_code: string | null;
  usage: unknown;
  stop_requested: boolean;
  steps: number;
  revision: number;
  request_id: string;
  trace_id: string;
  created_at: string;
  updated_at: string;
  finished_at: string | null;
}

export interface StepRow extends Record<string, unknown> {
  run_id: string;
  ordinal: number;
  kind: "tool" | "message" | "question" | "reply";
  state: string;
  tool: string | null;
  call_id: string | null;
  arguments: unknown;
  provenance: unknown;
  reason: string | null;
  output: unknown;
  text: string | null;
  error_code: string | null;
  approval_id: string | null;
  source_ids: string[];
  revision: number;
  started_at: string | null;
  finished_at: string | null;
  /** Whether the reader may read every source whose text stands in it. */
  readable: boolean;
}

const runColumns = sql`r.id, r.owner, r.key_id, r.request, r.state, r.model, r.result, r.error_code, r.usage,
  r.stop_requested, (select count(*)::int from agent_steps t where t.run_id = r.id) as steps, r.revision, r.request_id, r.trace_id, ${isoTime(sql`r.created_at`)} as created_at,
  ${isoTime(sql`r.updated_at`)} as updated_at, ${isoTime(sql`r.finished_at`)} as finished_at`;

export async function insertRun(
  db: Queryable,
  run: {
    id: string;
    owner: string | null;
    keyId: string | null;
    request: string;
    model: string;
    requestId: string;
    traceId: string;
  },
): Promise<void> {
  await db.execute(sql`
    insert into agent_runs (id, owner, key_id, request, state, model, request_id, trace_id)
    values (${run.id}, ${run.owner}, ${run.keyId}, ${run.request}, 'queued', ${run.model}, ${run.requestId}, ${run.traceId})`);
}

export async function findRun(db: Queryable, id: string): Promise<RunRow | undefined> {
  const [row] = await db.execute<RunRow>(sql`select ${runColumns} from agent_runs r where r.id = ${id}`);
  return row;
}

/** A person's runs, newest first. `after` is the id of the last one that was shown. */
export async function findRuns(
  db: Queryable,
  list: { owner: string | null; state?: string | undefined; after: string | null; limit: number },
): Promise<RunRow[]> {
  const conditions = [sql`r.owner is not distinct from ${list.owner}`];
  if (list.state) conditions.push(sql`r.state = ${list.state}`);
  // Ids sort by time.
  if (list.after) conditions.push(sql`r.id < ${list.after}`);
  const rows = await db.execute<RunRow>(sql`
    select ${runColumns} from agent_runs r where ${sql.join(conditions, sql` and `)}
    order by r.id desc limit ${list.limit}`);
  return [...rows];
}

/** Steps in order; `after` leaves out those that didn't change since that revision. */
export async function findSteps(
  db: Queryable,
  { runId, access, after = -1 }: { runId: string; access: Access; after?: number },
): Promise<StepRow[]> {
  const rows = await db.execute<StepRow>(sql`
    select t.run_id, t.ordinal, t.kind, t.state, t.tool, t.call_id, t.arguments, t.provenance, t.reason, t.output,
      t.text, t.error_code, t.approval_id, t.source_ids, t.revision, ${isoTime(sql`t.started_at`)} as started_at,
      ${isoTime(sql`t.finished_at`)} as finished_at,
      not exists (select 1 from unnest(t.source_ids) s where s not in ${readableSources(access)}) as readable
    from agent_steps t where t.run_id = ${runId} and t.revision > ${after} order by t.ordinal`);
  return [...rows];
}

/** Runs whose basis the reader may not read any more, of those given. */
export async function findHiddenRuns(
  db: Queryable,
  { ids, access }: { ids: string[]; access: Access },
): Promise<Set<string>> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct t.run_id as id from agent_steps t, unnest(t.source_ids) s
    where t.run_id = any(${textArray(ids)}) and s not in ${readableSources(access)}`);
  return new Set(rows.map(({ id }) => id));
}

/** Runs that nobody works on and that could go on. */
export async function findIdleRuns(db: Queryable, limit: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from agent_runs
    where state = 'queued' or (state = 'running' and lease_until <= now()) order by updated_at limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Takes a run to work on it; undefined when it waits for somebody, has ended or another process has it. */
export async function claimRun(
  db: Queryable,
  { id, holder, leaseSeconds }: { id: string; holder: string; leaseSeconds: number },
): Promise<RunRow | undefined> {
  const [row] = await db.execute<RunRow>(sql`
    update agent_runs r set state = 'running', lease_holder = ${holder}, revision = revision + 1, updated_at = now(),
      lease_until = now() + make_interval(secs => ${leaseSeconds})
    where id = ${id} and (state = 'queued' or (state = 'running' and lease_until <= now()))
    returning ${runColumns}`);
  return row;
}

export async function renewRunLease(
  db: Queryable,
  { id, holder, leaseSeconds }: { id: string; holder: string; leaseSeconds: number },
): Promise<{ held: boolean; stopRequested: boolean }> {
  const [row] = await db.execute<{ stop_requested: boolean }>(sql`
    update agent_runs set lease_until = now() + make_interval(secs => ${leaseSeconds})
    where id = ${id} and lease_holder = ${holder} and state = 'running' returning stop_requested`);
  return { held: row !== undefined, stopRequested: row?.stop_requested ?? false };
}

/**
 * The run's next revision, with its row locked until the transaction ends, and whether somebody wants it stopped;
 * undefined when `holder` has lost it. All that a working process writes goes through here.
 */
export async function nextRevision(
  tx: Queryable,
  { id, holder }: { id: string; holder: string },
): Promise<{ revision: number; stopRequested: boolean } | undefined> {
  const [row] = await tx.execute<{ revision: number; stop_requested: boolean }>(sql`
    update agent_runs set revision = revision + 1, updated_at = now()
    where id = ${id} and lease_holder = ${holder} and state = 'running' returning revision, stop_requested`);
  return row && { revision: row.revision, stopRequested: row.stop_requested };
}

export interface NewStep {
  ordinal: number;
  kind: StepRow["kind"];
  state: string;
  tool?: string | null;
  callId?: string | null;
  arguments?: unknown;
  reason?: string | null;
  output?: unknown;
  text?: string | null;
  errorCode?: string | null;
  sourceIds?: string[];
}

export async function insertStep(
  tx: Queryable,
  { runId, revision, step }: { runId: string; revision: number; step: NewStep },
): Promise<void> {
  const ended = step.state !== "planned";
  await tx.execute(sql`
    insert into agent_steps (run_id, ordinal, kind, state, tool, call_id, arguments, reason, output, text, error_code,
      source_ids, revision, started_at, finished_at)
    values (${runId}, ${step.ordinal}, ${step.kind}, ${step.state}, ${step.tool ?? null}, ${step.callId ?? null},
      ${json(step.arguments)}, ${step.reason ?? null}, ${json(step.output)}, ${step.text ?? null},
      ${step.errorCode ?? null}, ${textArray(step.sourceIds ?? [])}, ${revision},
      ${ended ? sql`now()` : sql`null`}, ${ended ? sql`now()` : sql`null`})`);
}

export interface StepChange {
  state: string;
  arguments?: unknown;
  output?: unknown;
  provenance?: unknown;
  errorCode?: string | null;
  approvalId?: string;
  sourceIds?: string[];
}

export async function changeStep(
  tx: Queryable,
  {
    runId,
    ordinal,
    revision,
    change,
  }: { runId: string; ordinal: number; revision: number; change: StepChange },
): Promise<void> {
  const sets: SQL[] = [sql`state = ${change.state}`, sql`revision = ${revision}`];
  if (change.state === "running") sets.push(sql`started_at = coalesce(started_at, now())`);
  else if (change.state !== "waiting") sets.push(sql`finished_at = now()`);
  if (change.arguments !== undefined) sets.push(sql`arguments = ${json(change.arguments)}`);
  if (change.output !== undefined) sets.push(sql`output = ${json(change.output)}`);
  if (change.provenance !== undefined) sets.push(sql`provenance = ${json(change.provenance)}`);
  if (change.errorCode !== undefined) sets.push(sql`error_code = ${change.errorCode}`);
  if (change.approvalId !== undefined) sets.push(sql`approval_id = ${change.approvalId}`);
  if (change.sourceIds !== undefined) sets.push(sql`source_ids = ${textArray(change.sourceIds)}`);
  await tx.execute(sql`
    update agent_steps set ${sql.join(sets, sql`, `)} where run_id = ${runId} and ordinal = ${ordinal}`);
}

/** Gives the run back: at rest, at its end, or `queued` for whoever takes it next. */
export async function leaveRun(
  tx: Queryable,
  end: {
    id: string;
    holder: string;
    state: RunRow["state"];
    result?: unknown;
    errorCode?: string | null;
    usage: unknown;
  },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update agent_runs set state = ${end.state}, result = ${json(end.result)}, error_code = ${end.errorCode ?? null},
      usage = ${json(end.usage)}, lease_holder = null, lease_until = null, revision = revision + 1, updated_at = now(),
      finished_at = case when ${end.state} in ('completed', 'failed', 'stopped') then now() end
    where id = ${end.id} and lease_holder = ${end.holder} and state = 'running' returning id`);
  return rows.length === 1;
}

/** Keeps what was used so far, while the work goes on. */
export async function setRunUsage(
  tx: Queryable,
  { id, usage }: { id: string; usage: unknown },
): Promise<void> {
  await tx.execute(sql`update agent_runs set usage = ${json(usage)} where id = ${id}`);
}

/**
 * Asks whoever works on it to stop; what nobody works on is stopped at once. Gives the state afterwards; undefined for
 * a run that isn't the owner's.
 */
export async function stopRunRow(
  tx: Queryable,
  { id, owner }: { id: string; owner: string | null },
): Promise<RunRow["state"] | undefined> {
  const [row] = await tx.execute<{ state: RunRow["state"] }>(sql`
    update agent_runs set stop_requested = true, revision = revision + 1, updated_at = now(),
      finished_at = case when state in ('queued', 'asking', 'waiting') then now() else finished_at end,
      state = case when state in ('queued', 'asking', 'waiting') then 'stopped' else state end
    where id = ${id} and owner is not distinct from ${owner} and state not in ('completed', 'failed', 'stopped')
    returning state`);
  return row?.state;
}

/** Takes the reply of a run that asks, and puts it in line; false when it asks nothing. */
export async function insertReply(
  tx: Queryable,
  { id, owner, text }: { id: string; owner: string | null; text: string },
): Promise<boolean> {
  const [row] = await tx.execute<{ revision: number }>(sql`
    update agent_runs set state = 'queued', revision = revision + 1, updated_at = now()
    where id = ${id} and owner is not distinct from ${owner} and state = 'asking' returning revision`);
  if (!row) return false;
  const [last] = await tx.execute<{ ordinal: number }>(
    sql`select coalesce(max(ordinal), 0)::int as ordinal from agent_steps where run_id = ${id}`,
  );
  await insertStep(tx, {
    runId: id,
    revision: row.revision,
    step: { ordinal: (last?.ordinal ?? 0) + 1, kind: "reply", state: "done", text },
  });
  return true;
}

/** From waiting to its outcome, and its run back in line to go on. */
export async function endWaitingStep(
  tx: Queryable,
  step: { runId: string; ordinal: number; state: string; output: unknown; errorCode: string | null },
): Promise<void> {
  const [run] = await tx.execute<{ revision: number }>(sql`
    update agent_runs set revision = revision + 1, updated_at = now() where id = ${step.runId} returning revision`);
  await tx.execute(sql`
    update agent_steps set state = ${step.state}, output = ${json(step.output)}, revision = ${run?.revision ?? 0},
      error_code = ${step.errorCode}, finished_at = now()
    where run_id = ${step.runId} and ordinal = ${step.ordinal} and state = 'waiting'`);
  await tx.execute(sql`
    update agent_runs set state = 'queued', updated_at = now()
    where id = ${step.runId} and state = 'waiting'
      and not exists (select 1 from agent_steps s where s.run_id = agent_runs.id and s.state = 'waiting')`);
}

/** From waiting to planned, with the arguments that were allowed, and its run back in line. */
export async function resumeWaitingStep(
  tx: Queryable,
  step: { runId: string; ordinal: number; arguments: unknown },
): Promise<void> {
  const [run] = await tx.execute<{ revision: number }>(sql`
    update agent_runs set revision = revision + 1, updated_at = now() where id = ${step.runId} returning revision`);
  await tx.execute(sql`
    update agent_steps set state = 'planned', arguments = ${json(step.arguments)}, revision = ${run?.revision ?? 0}
    where run_id = ${step.runId} and ordinal = ${step.ordinal} and state = 'waiting'`);
  await tx.execute(sql`
    update agent_runs set state = 'queued', updated_at = now()
    where id = ${step.runId} and state = 'waiting'
      and not exists (select 1 from agent_steps s where s.run_id = agent_runs.id and s.state = 'waiting')`);
}

/** Approvals of a run that still wait. */
export async function findWaitingApprovals(
  db: Queryable,
  runIds: string[],
): Promise<{ id: string; run_id: string }[]> {
  const rows = await db.execute<{ id: string; run_id: string }>(sql`
    select id, run_id from approvals where run_id = any(${textArray(runIds)}) and state in ('pending', 'conflict')
    order by id`);
  return [...rows];
}

/** The approval that a step asked for, if it did before it was cut off. */
export async function findStepApproval(
  db: Queryable,
  { runId, ordinal }: { runId: string; ordinal: number },
): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(
    sql`select id from approvals where run_id = ${runId} and step_ordinal = ${ordinal}`,
  );
  return row?.id;
}

const json = (value: unknown): SQL =>
  value === undefined ? sql`null` : sql`${JSON.stringify(value)}::jsonb`;

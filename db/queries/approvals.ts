// What waits for a person, and what became of it. A state only ever follows the states named in its statement, so
// that of two who act at once one finds nothing to change.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources, textArray } from "../access";
import type { Queryable } from "../client";

export interface ApprovalRow {
  id: string;
  run_id: string | null;
  step_ordinal: number | null;
  tool: string;
  arguments: unknown;
  arguments_hash: string;
  original_arguments: unknown;
  preview: unknown;
  reason: string;
  provenance: unknown;
  flags: string[];
  risk: "low" | "medium" | "high";
  source_ids: string[];
  document_ids: string[];
  target_state: string;
  requester: string | null;
  requester_key_id: string | null;
  requester_name: string;
  state: string;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: string | null;
  own_decision: boolean;
  decision_reason: string | null;
  attempts: number;
  result: unknown;
  error_code: string | null;
  error_message: string | null;
  executed_at: string | null;
  expires_at: string;
  expired: boolean;
  request_id: string;
  trace_id: string;
  created_at: string;
  /** The run that asked for it was stopped: it is as good as taken back. */
  run_stopped: boolean;
  /** Whether the reader may read every source that it touches or stands on. */
  readable: boolean;
}

const columns = (
  access: Access,
): SQL => sql`a.id, a.run_id, a.step_ordinal, a.tool, a.arguments, a.arguments_hash,
  a.original_arguments, a.preview, a.reason, a.provenance, a.flags, a.risk, a.source_ids, a.document_ids,
  a.target_state, a.requester, a.requester_key_id, a.requester_name, a.state, a.decided_by, a.decided_by_name,
  to_json(a.decided_at)#>>'{}' as decided_at, a.own_decision, a.decision_reason, a.attempts, a.result, a.error_code,
  a.error_message, to_json(a.executed_at)#>>'{}' as executed_at, to_json(a.expires_at)#>>'{}' as expires_at,
  a.expires_at <= now() as expired, a.request_id, a.trace_id, to_json(a.created_at)#>>'{}' as created_at,
  exists (select 1 from agent_runs r where r.id = a.run_id and r.state = 'stopped') as run_stopped,
  not exists (select 1 from unnest(a.source_ids) s where s not in ${readableSources(access)}) as readable`;

export interface NewApproval {
  id: string;
  runId: string | null;
  stepOrdinal: number | null;
  tool: string;
  arguments: unknown;
  argumentsHash: string;
  preview: unknown;
  reason: string;
  provenance: unknown;
  flags: string[];
  risk: "low" | "medium" | "high";
  sourceIds: string[];
  documentIds: string[];
  targetState: string;
  requester: string | null;
  requesterKeyId: string | null;
  requesterName: string;
  expiresInSeconds: number;
  requestId: string;
  traceId: string;
}

export async function insertApproval(db: Queryable, approval: NewApproval): Promise<void> {
  await db.execute(sql`insert into approvals (id, run_id, step_ordinal, tool, arguments, arguments_hash, preview, reason,
      provenance, flags, risk, source_ids, document_ids, target_state, requester, requester_key_id, requester_name,
      expires_at, request_id, trace_id)
    values (${approval.id}, ${approval.runId}, ${approval.stepOrdinal}, ${approval.tool}, ${json(approval.arguments)},
      ${approval.argumentsHash}, ${json(approval.preview)}, ${approval.reason}, ${json(approval.provenance)},
      ${textArray(approval.flags)}, ${approval.risk}, ${textArray(approval.sourceIds)},
      ${textArray(approval.documentIds)}, ${approval.targetState}, ${approval.requester}, ${approval.requesterKeyId},
      ${approval.requesterName}, now() + make_interval(secs => ${approval.expiresInSeconds}), ${approval.requestId},
      ${approval.traceId})`);
}

export async function findApproval(
  db: Queryable,
  { access, id, lock = false }: { access: Access; id: string; lock?: boolean },
): Promise<ApprovalRow | undefined> {
  const rows = await db.execute(
    sql`select ${columns(access)} from approvals a where a.id = ${id} ${lock ? sql`for update of a` : sql``}`,
  );
  return rows[0] as unknown as ApprovalRow | undefined;
}

export interface ApprovalFilters {
  states: string[];
  tool?: string | undefined;
  risk?: string | undefined;
  requester?: string | undefined;
  /** Sees only their own requests: whoever may not decide. */
  onlyRequester?: string | undefined;
}

/** Oldest first while they wait, newest first of what is decided. `after` is the id of the last one that was shown. */
export async function findApprovals(
  db: Queryable,
  options: {
    access: Access;
    filters: ApprovalFilters;
    oldestFirst: boolean;
    after: string | null;
    limit: number;
  },
): Promise<ApprovalRow[]> {
  const { filters, oldestFirst, after } = options;
  const conditions = [sql`a.state = any(${textArray(filters.states)})`];
  if (filters.tool) conditions.push(sql`a.tool = ${filters.tool}`);
  if (filters.risk) conditions.push(sql`a.risk = ${filters.risk}`);
  if (filters.requester) conditions.push(sql`a.requester = ${filters.requester}`);
  if (filters.onlyRequester) conditions.push(sql`a.requester = ${filters.onlyRequester}`);
  // Ids sort by time.
  if (after) conditions.push(oldestFirst ? sql`a.id > ${after}` : sql`a.id < ${after}`);
  const rows = await db.execute(sql`
    select ${columns(options.access)} from approvals a where ${sql.join(conditions, sql` and `)}
    order by a.id ${oldestFirst ? sql`asc` : sql`desc`} limit ${options.limit}`);
  return rows as unknown as ApprovalRow[];
}

/** How many wait, of all requesters or of one. */
export async function countWaiting(db: Queryable, onlyRequester?: string): Promise<number> {
  const mine = onlyRequester === undefined ? sql`true` : sql`requester = ${onlyRequester}`;
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from approvals where state in ('pending', 'conflict') and expires_at > now() and ${mine}`,
  );
  return row?.count ?? 0;
}

export async function insertToken(
  db: Queryable,
  token: { hash: string; approvalId: string; proposalHash: string; approver: string; seconds: number },
): Promise<string> {
  const [row] = await db.execute<{ expires_at: string }>(sql`
    insert into approval_tokens (token_hash, approval_id, arguments_hash, approver, expires_at)
    values (${token.hash}, ${token.approvalId}, ${token.proposalHash}, ${token.approver},
      now() + make_interval(secs => ${token.seconds}))
    returning to_json(expires_at)#>>'{}' as expires_at`);
  return row?.expires_at ?? "";
}

export interface TokenRow extends Record<string, unknown> {
  approval_id: string;
  /** Of the arguments and of what they would change, as they were when it was given out. */
  proposal_hash: string;
  approver: string;
  used: boolean;
  expired: boolean;
}

/** The token, locked: of two who send it at once, the second finds it used. */
export async function lockToken(tx: Queryable, hash: string): Promise<TokenRow | undefined> {
  const [row] = await tx.execute<TokenRow>(sql`
    select approval_id, arguments_hash as proposal_hash, approver, used_at is not null as used, expires_at <= now() as expired
    from approval_tokens where token_hash = ${hash} for update`);
  return row;
}

export async function useToken(tx: Queryable, hash: string): Promise<void> {
  await tx.execute(sql`update approval_tokens set used_at = now() where token_hash = ${hash}`);
}

export interface DecisionChange {
  id: string;
  state: "approved" | "denied";
  decidedBy: string | null;
  decidedByName: string;
  ownDecision: boolean;
  reason: string | null;
  edited: {
    arguments: unknown;
    argumentsHash: string;
    preview: unknown;
    risk: string;
    sourceIds: string[];
    documentIds: string[];
    targetState: string;
  } | null;
}

/** From waiting to decided; false when it didn't wait any more. */
export async function setDecided(tx: Queryable, change: DecisionChange): Promise<boolean> {
  const { edited } = change;
  const edit = edited
    ? sql`, original_arguments = coalesce(original_arguments, arguments), arguments = ${json(edited.arguments)},
        arguments_hash = ${edited.argumentsHash}, preview = ${json(edited.preview)}, risk = ${edited.risk},
        source_ids = ${textArray(edited.sourceIds)}, document_ids = ${textArray(edited.documentIds)},
        target_state = ${edited.targetState}`
    : sql``;
  const rows = await tx.execute(sql`
    update approvals set state = ${change.state}, decided_by = ${change.decidedBy},
      decided_by_name = ${change.decidedByName}, decided_at = now(), own_decision = ${change.ownDecision},
      decision_reason = ${change.reason} ${edit}
    where id = ${change.id} and state in ('pending', 'conflict') and expires_at > now() returning id`);
  return rows.length === 1;
}

/** From approved to executing, for what happens elsewhere: the key goes out once, or again only where that is harmless. */
export async function setExecuting(
  tx: Queryable,
  { id, leaseSeconds }: { id: string; leaseSeconds: number },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update approvals set state = 'executing', attempts = attempts + 1,
      lease_until = now() + make_interval(secs => ${leaseSeconds})
    where id = ${id} and state = 'approved' returning id`);
  return rows.length === 1;
}

export interface Ending {
  id: string;
  from: ("approved" | "executing" | "pending" | "conflict")[];
  /** Only where whoever executes it has had its time: two that look after the dead mustn't undo each other's work. */
  lapsed?: boolean;
  /** Only while this attempt is the latest: one that comes back late mustn't undo the next one's work. */
  attempt?: number;
  state: "done" | "failed" | "conflict" | "outcome_unknown" | "expired" | "withdrawn" | "approved";
  result?: unknown;
  errorCode?: string;
  errorMessage?: string;
}

/** To the state in which its execution ended; false when it wasn't in one of `from`. */
export async function setEnded(tx: Queryable, ending: Ending): Promise<boolean> {
  const rows = await tx.execute(sql`
    update approvals set state = ${ending.state}, result = ${json(ending.result ?? null)},
      error_code = ${ending.errorCode ?? null}, error_message = ${ending.errorMessage ?? null}, lease_until = null,
      executed_at = case when ${ending.state} in ('done', 'failed', 'outcome_unknown') then now() else executed_at end
    where id = ${ending.id} and state = any(${textArray(ending.from)})
      ${ending.lapsed ? sql`and lease_until <= now()` : sql``}
      ${ending.attempt === undefined ? sql`` : sql`and attempts = ${ending.attempt}`} returning id`);
  return rows.length === 1;
}

/** Shows a request whose target changed as it is now: who approves it again sees what will happen now. */
export async function setProposedAgain(
  tx: Queryable,
  change: { id: string; preview: unknown; risk: string; targetState: string; expiresInSeconds: number },
): Promise<void> {
  await tx.execute(sql`
    update approvals set preview = ${json(change.preview)}, risk = ${change.risk}, target_state = ${change.targetState},
      expires_at = greatest(expires_at, now() + make_interval(secs => ${change.expiresInSeconds}))
    where id = ${change.id} and state = 'conflict'`);
}

export interface LeftApproval extends Record<string, unknown> {
  id: string;
  run_id: string | null;
  step_ordinal: number | null;
  tool: string;
  source_ids: string[];
  document_ids: string[];
}

/** Those whose time is over, marked so; returns them for the log and their runs. */
export async function expireApprovals(tx: Queryable, limit: number): Promise<LeftApproval[]> {
  const rows = await tx.execute<LeftApproval>(sql`
    update approvals set state = 'expired' where id in (
      select id from approvals where state in ('pending', 'conflict') and expires_at <= now()
      order by id limit ${limit} for update skip locked)
    returning id, run_id, step_ordinal, tool, source_ids, document_ids`);
  return [...rows];
}

/** Those that wait though their run was stopped (its process ended before it took them back), taken back; returns them. */
export async function withdrawOfStoppedRuns(tx: Queryable, limit: number): Promise<LeftApproval[]> {
  const rows = await tx.execute<LeftApproval>(sql`
    update approvals set state = 'withdrawn' where id in (
      select a.id from approvals a join agent_runs r on r.id = a.run_id
      where a.state in ('pending', 'conflict') and r.state = 'stopped'
      order by a.id limit ${limit} for update of a skip locked)
    returning id, run_id, step_ordinal, tool, source_ids, document_ids`);
  return [...rows];
}

/** Approved and not carried out, or cut off while it was: what a process that starts has to look after. */
export async function findUnfinished(db: Queryable, limit: number): Promise<{ id: string; state: string }[]> {
  const rows = await db.execute<{ id: string; state: string }>(sql`
    select id, state from approvals
    where state = 'approved' or (state = 'executing' and lease_until <= now()) order by id limit ${limit}`);
  return [...rows];
}

const json = (value: unknown): SQL => sql`${JSON.stringify(value ?? null)}::jsonb`;

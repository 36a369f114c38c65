// Carries out what was approved, once. A change of our own database happens in the very transaction that marks it
// done: of two who try at once the second finds it done, and a crash leaves both or neither. A call elsewhere is
// marked before it goes out; whether it arrived is told by its answer, or stays unknown.
import { type Database, database, type Queryable } from "@/db/client";
import { readAgentSettings } from "@/db/queries/agent-settings";
import {
  type ApprovalRow,
  type Ending,
  findApproval,
  setEnded,
  setExecuting,
  setProposedAgain,
} from "@/db/queries/approvals";
import { appendAudit, systemActor } from "@/lib/audit/append-audit";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/telemetry/logger";
import { requesterNow } from "../requester-now";
import { endStep, resumeStep } from "../runs/end-step";
import { requireTool } from "../tools/may-use";
import type { AnyTool, DatabaseTool, OutsideTool, ToolContext, WriteTool } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { approvalHash } from "./approval-hash";
import { freshProposal, targetStateOf } from "./proposal-of";

const leaseSeconds = 60;
const mostAttempts = 3;
const nobodyReads = { userId: null, groupIds: [], suiteSourceIds: [] };

/** What stands between an approval and its execution, found again in the transaction that executes. */
class TargetChanged extends Error {}

/**
 * Carries out an approved approval; does nothing where it is in another state. Failures of the work are its outcome
 * and are stored; throws only where the database fails, and then the approval stays approved for the next sweep.
 */
export async function executeApproval(id: string): Promise<void> {
  const db = await database();
  const row = await findApproval(db, { access: nobodyReads, id });
  if (row?.state !== "approved") return;
  try {
    const tool = toolNamed(row.tool);
    if (tool.kind === "read") await allowRead(db, tool, row);
    else if (tool.effect === "database") await change(db, tool, row);
    else await callOutside(db, tool, row);
  } catch (error) {
    if (error instanceof TargetChanged) await backToInbox(db, row);
    else if (error instanceof AppError && error.code !== "database_unavailable") await fail(db, row, error);
    else throw error;
  }
}

async function change(
  db: Database,
  tool: DatabaseTool<unknown, unknown>,
  { id, arguments: input, requester, requester_key_id }: ApprovalRow,
): Promise<void> {
  const asked = { userId: requester, keyId: requester_key_id, signal: AbortSignal.timeout(60_000) };
  const prepared = await tool.prepare?.(await requesterNow(db, asked), input);
  await db.transaction(async (tx) => {
    const row = await findApproval(tx, { access: nobodyReads, id, lock: true });
    if (row?.state !== "approved") return;
    const context = await allowedNow(tx, tool, row, asked.signal);
    const result = await tool.apply(tx, context, row.arguments, prepared);
    await finish(tx, row, { id, from: ["approved"], state: "done", result });
  });
}

/** A read that somebody allowed: the run does it itself, with what was allowed, when it goes on. */
async function allowRead(db: Database, tool: AnyTool, { id }: ApprovalRow): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await findApproval(tx, { access: nobodyReads, id, lock: true });
    if (row?.state !== "approved") return;
    await allowedNow(tx, tool, row, AbortSignal.timeout(30_000));
    await finish(tx, row, { id, from: ["approved"], state: "done", result: { allowed: true } });
  });
}

async function callOutside(
  db: Database,
  tool: OutsideTool<unknown, unknown>,
  { id }: ApprovalRow,
): Promise<void> {
  const signal = AbortSignal.timeout(leaseSeconds * 500);
  const claimed = await db.transaction(async (tx) => {
    const row = await findApproval(tx, { access: nobodyReads, id, lock: true });
    if (row?.state !== "approved") return undefined;
    const context = await allowedNow(tx, tool, row, signal);
    return (await setExecuting(tx, { id, leaseSeconds })) ? { row, context } : undefined;
  });
  if (!claimed) return;
  const { row, context } = claimed;
  const ending = await sendOnce(tool, context, row);
  await db.transaction((tx) => finish(tx, row, ending));
  if (ending.state === "approved") await executeApproval(id);
}

/** One sending, and what is known of it afterwards. */
async function sendOnce(
  tool: OutsideTool<unknown, unknown>,
  context: ToolContext,
  row: ApprovalRow,
): Promise<Ending> {
  const attempt = row.attempts + 1;
  const base = { id: row.id, from: ["executing" as const], attempt };
  try {
    return { ...base, state: "done", result: await tool.send(context, row.arguments, row.id) };
  } catch (error) {
    if (error instanceof AppError && error.code === "webhook_failed")
      return { ...base, state: "failed", errorCode: error.code, errorMessage: error.public };
    logger().warn({ err: error, approval_id: row.id }, "the outcome of a call is not known");
    if (mayRepeat(tool, row) && attempt < mostAttempts) return { ...base, state: "approved" };
    return { ...base, state: "outcome_unknown", ...unknownOutcome };
  }
}

/** Whether sending again does no harm; no, where the settings don't know the service any more. */
function mayRepeat(tool: WriteTool, row: ApprovalRow): boolean {
  try {
    return tool.effect === "outside" && tool.idempotent(row.arguments);
  } catch {
    return false;
  }
}

const unknownOutcome = {
  errorCode: "outcome_unknown",
  errorMessage: "The request was sent and its answer was lost. Look there whether it was done.",
};

/** Those cut off while they called elsewhere: sent again where that is harmless, else their outcome is unknown. */
export async function recoverExecuting(id: string): Promise<void> {
  const db = await database();
  const again = await db.transaction(async (tx) => {
    const row = await findApproval(tx, { access: nobodyReads, id, lock: true });
    if (row?.state !== "executing") return false;
    const tool = toolNamed(row.tool) as WriteTool;
    const retry = mayRepeat(tool, row) && row.attempts < mostAttempts;
    const base = { id, from: ["executing" as const], lapsed: true };
    const ended = await finish(
      tx,
      row,
      retry ? { ...base, state: "approved" } : { ...base, state: "outcome_unknown", ...unknownOutcome },
    );
    return ended && retry;
  });
  if (again) await executeApproval(id);
}

/** Everything that was true when it was approved, asked again. Throws what isn't. */
async function allowedNow(
  tx: Queryable,
  tool: AnyTool,
  row: ApprovalRow,
  signal: AbortSignal,
): Promise<ToolContext> {
  const settings = await readAgentSettings(tx);
  if (tool.kind === "write" && !settings.writesAllowed) throw new AppError("agent_writes_off");
  if (approvalHash(row.tool, row.arguments) !== row.arguments_hash) throw new AppError("approval_altered");
  const context = await requesterNow(tx, { userId: row.requester, keyId: row.requester_key_id, signal });
  requireTool(tool, context.principal, settings.toolPolicy);
  if ((await targetStateOf(tool, tx, context, row.arguments)) !== row.target_state) throw new TargetChanged();
  return context;
}

/** False where it ended otherwise meanwhile, and nothing was written. */
async function finish(tx: Queryable, row: ApprovalRow, ending: Ending): Promise<boolean> {
  if (!(await setEnded(tx, ending))) return false;
  const { state } = ending;
  if (state === "done" && toolNamed(row.tool).kind === "read") await resumeStep(tx, row);
  else if (state !== "approved")
    await endStep(tx, row, {
      state: state === "done" ? "done" : state === "outcome_unknown" ? "unknown" : "failed",
      output: outputOf(row, ending),
      errorCode: ending.errorCode ?? null,
    });
  await appendAudit(tx, {
    actor: systemActor,
    action: state === "approved" ? "approval.retried" : "approval.executed",
    onBehalfOf: row.requester,
    target: { kind: "approval", id: row.id, name: null },
    tool: row.tool,
    decision: state,
    inputs: { arguments_hash: row.arguments_hash, approved_by: row.decided_by },
    outputs: ending.result ?? { error: ending.errorCode ?? null },
    sourceIds: row.source_ids,
    documentIds: row.document_ids,
    traceId: row.trace_id,
  });
  return true;
}

/** What the run goes on with. What an approver made of its wish is told, so that it claims nothing that wasn't done. */
function outputOf(row: ApprovalRow, { state, result, errorCode, errorMessage }: Ending): unknown {
  if (state !== "done") return { error: errorCode, message: errorMessage };
  return row.original_arguments === null
    ? result
    : { ...(result as object), edited_by_approver: row.arguments };
}

async function fail(db: Database, row: ApprovalRow, error: AppError): Promise<void> {
  await db.transaction((tx) =>
    finish(tx, row, {
      id: row.id,
      from: ["approved"],
      state: "failed",
      errorCode: error.code,
      errorMessage: error.public,
    }),
  );
}

/** The target changed since: whoever decides has to see what would happen now. */
async function backToInbox(db: Database, row: ApprovalRow): Promise<void> {
  const tool = toolNamed(row.tool) as WriteTool;
  const asked = { userId: row.requester, keyId: row.requester_key_id, signal: AbortSignal.timeout(30_000) };
  try {
    const context = await requesterNow(db, asked);
    const proposal = await freshProposal(tool, context, row.arguments);
    await db.transaction(async (tx) => {
      const ending: Ending = {
        id: row.id,
        from: ["approved"],
        state: "conflict",
        errorCode: "conflict",
        errorMessage: "What this would change was changed meanwhile. It has to be decided again.",
      };
      if (!(await setEnded(tx, ending))) return;
      await setProposedAgain(tx, {
        id: row.id,
        preview: proposal.preview,
        risk: proposal.risk,
        targetState: proposal.targetState,
        expiresInSeconds: env().APPROVAL_HOURS * 3600,
      });
      await appendAudit(tx, {
        actor: systemActor,
        action: "approval.conflicted",
        target: { kind: "approval", id: row.id, name: null },
        tool: row.tool,
        sourceIds: row.source_ids,
        documentIds: row.document_ids,
        traceId: row.trace_id,
      });
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "database_unavailable") throw error;
    await fail(db, row, error);
  }
}

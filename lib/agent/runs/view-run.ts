import type { Database } from "@/db/client";
import {
  findHiddenRuns,
  findRun,
  findSteps,
  findWaitingApprovals,
  type RunRow,
  type StepRow,
} from "@/db/queries/agent-runs";
import { AppError } from "@/lib/errors/app-error";
import { type ErrorCode, errorCodes } from "@/lib/errors/codes";
import type { Viewer } from "../approvals/view-approval";
import {
  type AgentRun,
  type AgentRunSummary,
  type AgentStep,
  agentResultSchema,
  agentRunSchema,
  agentStepSchema,
  argumentOriginSchema,
} from "../schema";
import { tools } from "../tools/tools";
import { passagesOf } from "./step-passages";
import { readUsage } from "./usage";

/** A run with its steps, as its owner may read it now. Throws `not_found` for another's. */
export async function viewRun(db: Database, viewer: Viewer, id: string): Promise<AgentRun> {
  const row = await requireRun(db, viewer, id);
  const steps = (await findSteps(db, { runId: id, access: viewer.access })).map(viewStep);
  const [summary] = await viewRuns(db, viewer, [row]);
  return agentRunSchema.parse({ ...summary, steps, revision: row.revision });
}

/** The owner's run. Throws `not_found`. */
export async function requireRun(db: Database, { principal }: Viewer, id: string): Promise<RunRow> {
  const row = await findRun(db, id);
  if (row === undefined || row.owner !== principal.userId) throw new AppError("not_found");
  return row;
}

/** Runs without their steps; what one said at its end is left out for who may not read all that it stands on. */
export async function viewRuns(db: Database, viewer: Viewer, rows: RunRow[]): Promise<AgentRunSummary[]> {
  const ids = rows.map(({ id }) => id);
  const hidden = await findHiddenRuns(db, { ids, access: viewer.access });
  const waiting = await findWaitingApprovals(db, ids);
  return rows.map((row) => ({
    id: row.id,
    request: row.request,
    state: row.state,
    model: row.model,
    result: hidden.has(row.id) ? null : agentResultSchema.nullable().parse(row.result),
    error: row.error_code === null ? null : errorOf(row.error_code, undefined),
    usage: { ...readUsage(row.usage), steps: row.steps },
    stop_requested: row.stop_requested,
    waiting_for: waiting.filter(({ run_id }) => run_id === row.id).map(({ id }) => id),
    request_id: row.request_id,
    trace_id: row.trace_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    finished_at: row.finished_at,
  }));
}

export function viewStep(row: StepRow): AgentStep {
  const hidden = !row.readable;
  const { options, message } = (row.output ?? {}) as { options?: unknown; message?: unknown };
  const failed = row.error_code !== null;
  return agentStepSchema.parse({
    ordinal: row.ordinal,
    kind: row.kind,
    state: row.state,
    tool: row.tool,
    title: tools.find(({ name }) => name === row.tool)?.title ?? null,
    arguments: hidden ? null : row.arguments,
    provenance: hidden ? [] : argumentOriginSchema.array().parse(row.provenance ?? []),
    reason: hidden ? null : row.reason,
    output: hidden || row.kind === "question" ? null : row.output,
    text: hidden ? null : row.text,
    options: hidden || !Array.isArray(options) ? [] : options,
    passages: hidden
      ? []
      : passagesOf(row).map((passage) => ({ ...passage, quote: passage.quote.slice(0, 600) })),
    error: failed ? errorOf(row.error_code ?? "", hidden ? undefined : message) : null,
    approval_id: row.approval_id,
    hidden,
    started_at: row.started_at,
    finished_at: row.finished_at,
  });
}

function errorOf(code: string, message: unknown): { code: string; message: string } {
  const known = errorCodes[code as ErrorCode];
  return { code, message: typeof message === "string" ? message : (known?.detail ?? "It failed.") };
}

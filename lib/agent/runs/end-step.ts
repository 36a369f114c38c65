import type { Queryable } from "@/db/client";
import { endWaitingStep, resumeWaitingStep } from "@/db/queries/agent-runs";

/**
 * Gives a run the outcome of the step that waited and lets it go on, in the caller's transaction. Does nothing for an
 * approval without a run.
 */
export async function endStep(
  tx: Queryable,
  approval: { run_id: string | null; step_ordinal: number | null },
  outcome: {
    state: "done" | "denied" | "failed" | "expired" | "unknown";
    output: unknown;
    errorCode: string | null;
  },
): Promise<void> {
  if (approval.run_id === null || approval.step_ordinal === null) return;
  await endWaitingStep(tx, { runId: approval.run_id, ordinal: approval.step_ordinal, ...outcome });
}

/** Gives a run back the step that waited, to be done now with the arguments that were approved. */
export async function resumeStep(
  tx: Queryable,
  approval: { run_id: string | null; step_ordinal: number | null; arguments: unknown },
): Promise<void> {
  if (approval.run_id === null || approval.step_ordinal === null) return;
  const { run_id: runId, step_ordinal: ordinal, arguments: input } = approval;
  await resumeWaitingStep(tx, { runId, ordinal, arguments: input });
}

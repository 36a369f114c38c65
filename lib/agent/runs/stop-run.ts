import { database } from "@/db/client";
import { findWaitingApprovals, stopRunRow } from "@/db/queries/agent-runs";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import type { Viewer } from "../approvals/view-approval";
import { withdrawApproval } from "../approvals/withdraw-approval";
import type { AgentRun } from "../schema";
import { noteRunChanged } from "./run-changes";
import { requireRun, viewRun } from "./view-run";

/**
 * Stops a run: at once where nobody works on it, else as soon as whoever does notices. What it asked an approval for
 * is taken back. One that has ended stays as it is. Throws `not_found`.
 */
export async function stopRun(viewer: Viewer, id: string): Promise<AgentRun> {
  const db = await database();
  await requireRun(db, viewer, id);
  await db.transaction(async (tx) => {
    const state = await stopRunRow(tx, { id, owner: viewer.principal.userId });
    if (state === undefined) return;
    await appendAudit(tx, {
      actor: viewer.principal,
      action: "agent.run_stopped",
      target: { kind: "agent_run", id, name: null },
    });
  });
  noteRunChanged(id);
  for (const approval of await findWaitingApprovals(db, [id])) {
    try {
      await withdrawApproval(viewer, approval.id);
    } catch (error) {
      // Decided in this moment: what was decided holds.
      if (!(error instanceof AppError && error.code === "approval_decided")) throw error;
    }
  }
  noteRunChanged(id);
  return viewRun(db, viewer, id);
}

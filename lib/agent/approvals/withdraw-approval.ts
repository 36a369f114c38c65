import { database } from "@/db/client";
import { findApproval, setEnded } from "@/db/queries/approvals";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { endStep } from "../runs/end-step";
import type { Approval } from "../schema";
import { type Viewer, viewApproval } from "./view-approval";

/** Takes one's own request back. Throws `not_found` for another's, `approval_decided` when it waits no more. */
export async function withdrawApproval(viewer: Viewer, id: string): Promise<Approval> {
  const db = await database();
  await db.transaction(async (tx) => {
    const row = await findApproval(tx, { access: viewer.access, id, lock: true });
    if (row?.requester !== viewer.principal.userId) throw new AppError("not_found");
    if (!(await setEnded(tx, { id, from: ["pending", "conflict"], state: "withdrawn" })))
      throw new AppError("approval_decided");
    await endStep(tx, row, { state: "denied", output: { withdrawn: true }, errorCode: null });
    await appendAudit(tx, {
      actor: viewer.principal,
      action: "approval.withdrawn",
      target: { kind: "approval", id, name: null },
      tool: row.tool,
      sourceIds: row.source_ids,
      documentIds: row.document_ids,
      traceId: row.trace_id,
    });
  });
  return viewApproval(db, viewer, id);
}

import { database } from "@/db/client";
import { expireApprovals, findUnfinished, withdrawOfStoppedRuns } from "@/db/queries/approvals";
import { appendAudit, systemActor } from "@/lib/audit/append-audit";
import { logger } from "@/lib/telemetry/logger";
import { endStep } from "../runs/end-step";
import { executeApproval, recoverExecuting } from "./execute-approval";

/**
 * What nobody is there for any more: requests whose time is over are marked expired, those of stopped runs taken back,
 * what was approved and not carried out is, and what was cut off is looked after. Any number of processes may do it at once.
 */
export async function sweepApprovals(): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    const left = await withdrawOfStoppedRuns(tx, 100);
    for (const approval of left)
      await endStep(tx, approval, { state: "denied", output: { withdrawn: true }, errorCode: null });
    const expired = await expireApprovals(tx, 100);
    for (const approval of expired)
      await endStep(tx, approval, {
        state: "expired",
        output: { expired: true },
        errorCode: "approval_expired",
      });
    // Last, since it holds the log's chain until the transaction ends.
    for (const [approval, action] of [
      ...left.map((each) => [each, "approval.withdrawn"] as const),
      ...expired.map((each) => [each, "approval.expired"] as const),
    ])
      await appendAudit(tx, {
        actor: systemActor,
        action,
        target: { kind: "approval", id: approval.id, name: null },
        tool: approval.tool,
        sourceIds: approval.source_ids,
        documentIds: approval.document_ids,
      });
  });
  for (const { id, state } of await findUnfinished(db, 100)) {
    try {
      await (state === "approved" ? executeApproval(id) : recoverExecuting(id));
    } catch (error) {
      logger().error({ err: error, approval_id: id }, "an approval could not be carried out");
    }
  }
}

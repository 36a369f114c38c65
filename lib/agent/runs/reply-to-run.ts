import { database } from "@/db/client";
import { insertReply } from "@/db/queries/agent-runs";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import type { Viewer } from "../approvals/view-approval";
import { noteRunChanged } from "./run-changes";
import { workSoon } from "./run-loop";
import { requireRun } from "./view-run";

/** Answers what a run asked, and lets it go on. Throws `not_found`, and `agent_not_asking` when it asks nothing. */
export async function replyToRun(
  viewer: Viewer,
  { id, reply }: { id: string; reply: string },
): Promise<void> {
  const db = await database();
  await requireRun(db, viewer, id);
  await db.transaction(async (tx) => {
    const taken = await insertReply(tx, { id, owner: viewer.principal.userId, text: reply });
    if (!taken) throw new AppError("agent_not_asking");
    await appendAudit(tx, {
      actor: viewer.principal,
      action: "agent.run_answered",
      target: { kind: "agent_run", id, name: null },
      inputs: { reply },
    });
  });
  noteRunChanged(id);
  workSoon(id);
}

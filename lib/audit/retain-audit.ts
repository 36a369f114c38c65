import type { Database } from "@/db/client";
import { deleteAuditRowsUpTo, lastAuditRow, lastAuditRowBefore } from "@/db/queries/audit";
import { AppError } from "@/lib/errors/app-error";
import { appendAudit, systemActor } from "./append-audit";
import { auditFolder, writeCheckpoint } from "./checkpoint-files";
import { verifyAudit } from "./verify-audit";

/**
 * Lets go of entries older than `before` and returns how many. The place up to which they went is signed first, so
 * that what is left can still be proved to be all there is; the act is an entry itself. Throws `conflict` when the log
 * isn't intact: nothing is thrown away that would be evidence. Needs a role that may delete.
 */
export async function retainAudit(
  db: Database,
  options: { before: Date; actor?: Parameters<typeof appendAudit>[1]["actor"]; folder?: string },
): Promise<{ deleted: number }> {
  const folder = options.folder ?? auditFolder();
  const verification = await verifyAudit(db, folder);
  if (!verification.intact)
    throw new AppError("conflict", {
      public: `The audit log is not intact (row ${verification.first_bad?.seq}: ${verification.first_bad?.problem}). Nothing was deleted.`,
    });
  const last = await lastAuditRowBefore(db, options.before.toISOString());
  if (!last) return { deleted: 0 };
  await writeCheckpoint({ kind: "retention", seq: last.seq, hash: last.hash }, folder);
  const deleted = await db.transaction(async (tx) => {
    // The entry first: with every row gone, the chain would begin anew.
    await appendAudit(tx, {
      actor: options.actor ?? systemActor,
      action: "audit.retained",
      inputs: { before: options.before.toISOString() },
      outputs: { up_to_seq: last.seq, hash: last.hash },
    });
    return deleteAuditRowsUpTo(tx, last.seq);
  });
  // What stands there now, the entry of this act with it, can't be cut off unseen.
  const newest = await lastAuditRow(db);
  if (newest) await writeCheckpoint({ kind: "periodic", seq: newest.seq, hash: newest.hash }, folder);
  return { deleted };
}

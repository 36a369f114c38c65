import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { settleJob } from "@/db/queries/job-queue";
import { requestCancel } from "@/db/queries/jobs";
import { deleteUnusedOriginal } from "@/db/queries/originals";
import { discardVersions } from "@/db/queries/versions";
import { AppError } from "@/lib/errors/app-error";
import { getJob } from "./get-job";
import type { Job } from "./schema";

/**
 * Stops a job: what waits is cancelled now, what runs within seconds; what is done stays.
 * A job that has ended stays as it is. Throws `not_found`.
 */
export async function cancelJob({ access, id }: { access: Access; id: string }): Promise<Job> {
  const db = await database();
  await db.transaction(async (transaction) => {
    const cancelled = await requestCancel(transaction, { id, owner: access.userId });
    if (!cancelled) throw new AppError("not_found");
    await discardVersions(transaction, { versionIds: cancelled.versionIds, keepDocuments: false });
    for (const originalId of cancelled.originalIds)
      await deleteUnusedOriginal(transaction, { id: originalId });
    await settleJob(transaction, { jobId: id });
  });
  return getJob({ access, id });
}

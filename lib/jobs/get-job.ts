import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { findJob, listItems } from "@/db/queries/jobs";
import { AppError } from "@/lib/errors/app-error";
import { jobView } from "./job-view";
import type { Job } from "./schema";

const itemsShown = 1000;

/** A job of the caller's with its items. Throws `not_found`. */
export async function getJob({ access, id }: { access: Access; id: string }): Promise<Job> {
  const db = await database();
  const job = await findJob(db, { id, access });
  if (!job) throw new AppError("not_found");
  return jobView(job, await listItems(db, { access, jobIds: [id], limitPerJob: itemsShown }));
}

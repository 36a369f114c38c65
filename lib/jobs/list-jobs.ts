import type { Access } from "@/db/access";
import { database } from "@/db/client";
import * as queries from "@/db/queries/jobs";
import { jobView } from "./job-view";
import type { Job } from "./schema";

const itemsShown = 20;

/** The caller's newest jobs, each with the items that matter most: those that run or failed. */
export async function listJobs({ access, limit }: { access: Access; limit: number }): Promise<Job[]> {
  const db = await database();
  const jobs = await queries.listJobs(db, { access, limit });
  const items = await queries.listItems(db, {
    access,
    jobIds: jobs.map((job) => job.id),
    limitPerJob: itemsShown,
  });
  return jobs.map((job) =>
    jobView(
      job,
      items.filter((item) => item.job_id === job.id),
    ),
  );
}

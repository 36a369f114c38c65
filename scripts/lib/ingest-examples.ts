import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { anonymousAccess as access } from "@/db/access";
import { listDocuments } from "@/lib/documents/list-documents";
import { documentListQuerySchema } from "@/lib/documents/schema";
import { ingestPaths } from "@/lib/ingest/ingest-paths";
import { notSampleDocuments } from "@/lib/ingest/not-sample-documents";
import { getJob } from "@/lib/jobs/get-job";
import { listJobs } from "@/lib/jobs/list-jobs";

/**
 * Puts the sample documents into an installation that never held any, and waits for the workers.
 * Whoever deletes them keeps them deleted: a job that ever ran counts as having held some.
 * Returns what to say of it, or undefined when there was nothing to do.
 */
export async function ingestExamples(folder: string): Promise<string | undefined> {
  if (!existsSync(folder)) return undefined;
  const documents = await listDocuments({ access, query: documentListQuerySchema.parse({ limit: 1 }) });
  const jobs = await listJobs({ access, limit: 1 });
  if (documents.total > 0 || jobs.length > 0) return undefined;
  const startedAt = performance.now();
  const { jobIds, files } = await ingestPaths({
    access,
    paths: [folder],
    uriRoot: folder,
    sourceFromFolder: true,
    exclude: notSampleDocuments,
  });
  for (const id of jobIds) {
    let job = await getJob({ access, id });
    while (job.finished_at === null) {
      await sleep(200);
      job = await getJob({ access, id });
    }
    const failed = job.items.filter((item) => item.error);
    for (const item of failed) console.error(`  ${item.name}: ${item.error?.message}`);
  }
  return `${files} sample documents of an invented company were read in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`;
}

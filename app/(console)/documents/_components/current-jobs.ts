import type { Job } from "@/lib/jobs/schema";

const failureShownMs = 15 * 60_000;

/** Jobs that a person who comes to the page wants to see: those that go on, and those that just failed. */
export function currentJobs(jobs: Job[], dismissed: string | undefined): Job[] {
  const away = new Set(dismissed?.split("."));
  return jobs.filter(
    (job) =>
      job.finished_at === null ||
      (job.progress.failed > 0 &&
        Date.now() - Date.parse(job.finished_at) < failureShownMs &&
        !away.has(job.id)),
  );
}

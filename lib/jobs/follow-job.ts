import { setTimeout as sleep } from "node:timers/promises";
import type { Access } from "@/db/access";
import { getJob } from "./get-job";
import type { JobEvent } from "./schema";

const pollMs = 400;

/**
 * A job as it goes on: `job-updated` at once and at each change, `job-finished` as the last event.
 * Throws `not_found` when the first event is asked for, and ends early when the signal aborts.
 */
export async function* followJob(follow: {
  access: Access;
  id: string;
  signal: AbortSignal;
}): AsyncGenerator<JobEvent> {
  let seen = "";
  while (!follow.signal.aborted) {
    const job = await getJob(follow);
    if (job.finished_at !== null) {
      yield { type: "job-finished", job };
      return;
    }
    // The rate changes with every look; by itself it is no news.
    const state = JSON.stringify({ ...job, progress: { ...job.progress, chunks_per_second: null } });
    if (state !== seen) {
      seen = state;
      yield { type: "job-updated", job };
    }
    await sleep(pollMs, undefined, { signal: follow.signal }).catch(() => {});
  }
}

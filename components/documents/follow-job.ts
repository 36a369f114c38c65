import { readEvents } from "@/components/api/read-events";
import { request, requestJson } from "@/components/api/request";
import type { Job, JobEvent } from "@/lib/jobs/schema";

const pollMs = 1500;
const mostFailures = 20;

interface Follow {
  id: string;
  signal: AbortSignal;
  onJob: (job: Job) => void;
}

/**
 * Tells of a job until it has ended: by server-sent events, and by asking again and again where a
 * stream doesn't come through or breaks off. Gives up when the server stays away.
 */
export async function followJob(follow: Follow): Promise<void> {
  if (await followByEvents(follow)) return;
  for (let failures = 0; failures < mostFailures && !follow.signal.aborted; ) {
    try {
      const job = await requestJson<Job>(jobAddress(follow.id), { signal: follow.signal });
      failures = 0;
      follow.onJob(job);
      if (job.finished_at) return;
    } catch {
      failures++;
    }
    await pause(pollMs, follow.signal);
  }
}

/** True when the last event of the job came. */
async function followByEvents({ id, signal, onJob }: Follow): Promise<boolean> {
  try {
    const response = await request(jobAddress(id), { accept: "text/event-stream", signal });
    for await (const event of readEvents<JobEvent>(response)) {
      onJob(event.job);
      if (event.type === "job-finished") return true;
    }
    return false;
  } catch {
    // Asking again and again takes over.
    return signal.aborted;
  }
}

function jobAddress(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

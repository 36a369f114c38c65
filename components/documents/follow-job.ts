import { type Job, jobEventSchema, jobSchema } from "@/lib/jobs/schema";
import { callApi } from "./call-api";

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
      const job = await callApi(jobAddress(follow.id), { schema: jobSchema, signal: follow.signal });
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
    const response = await fetch(jobAddress(id), { headers: { accept: "text/event-stream" }, signal });
    if (!response.ok || !response.body) return false;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      const events = `${buffer}${value}`.split("\n\n");
      buffer = events.pop() ?? "";
      for (const text of events) {
        const data = /^data: (.*)$/m.exec(text)?.[1];
        if (!data) continue;
        const event = jobEventSchema.parse(JSON.parse(data));
        onJob(event.job);
        if (event.type === "job-finished") return true;
      }
    }
  } catch {
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

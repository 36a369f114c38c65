import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { metrics } from "@/lib/telemetry/metrics";

const shared = globalThis as { groundworkStreams?: Map<string, number> };

/**
 * Begins a stream of `subject`; the returned function ends it and may be called again. Throws `too_many_streams` when
 * as many as `STREAMS_PER_PERSON` are open in this process.
 */
export function openStream(subject: string): () => void {
  shared.groundworkStreams ??= new Map();
  const streams = shared.groundworkStreams;
  const open = streams.get(subject) ?? 0;
  if (open >= env().STREAMS_PER_PERSON) {
    metrics().refused.inc({ class: "stream", reason: "streams" });
    throw new AppError("too_many_streams", { retryAfterSeconds: 5 });
  }
  streams.set(subject, open + 1);
  metrics().openStreams.inc();
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    metrics().openStreams.dec();
    const left = (streams.get(subject) ?? 1) - 1;
    if (left > 0) streams.set(subject, left);
    else streams.delete(subject);
  };
}

/** How many streams are open in this process, of whomever. */
export function openStreamCount(): number {
  return [...(shared.groundworkStreams?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

import type { LoadBatch, LoadRequest, Measured } from "./schema";
import { TimeHistogram } from "./time-histogram";

/** How one request ended. Times in milliseconds on one clock. */
export interface Outcome {
  dueAt: number;
  sentAt: number;
  endedAt: number;
  firstEventAt: number | null;
  bytes: number;
  error: { kind: string; example: string } | null;
}

interface Tally {
  sent: number;
  succeeded: number;
  bytes: number;
  errors: Map<string, { count: number; example: string }>;
  latency: TimeHistogram;
  service: TimeHistogram;
  firstEvent: TimeHistogram;
}

/** Counts what is measured: per request of the plan, in all, and in slices of time. */
export class Recorder {
  readonly total = newTally();
  readonly sendDelay = new TimeHistogram();
  readonly #byRequest: Tally[];
  readonly #batches: { sent: number; succeeded: number; counts: Map<number, number> }[];
  readonly #requests: LoadRequest[];
  readonly #batchMs: number;

  /** @param options.seconds length of the measured part; `batches` slices of it are kept. */
  constructor(options: { requests: LoadRequest[]; seconds: number; batches: number }) {
    this.#requests = options.requests;
    this.#byRequest = options.requests.map(newTally);
    this.#batchMs = (options.seconds * 1000) / options.batches;
    this.#batches = Array.from({ length: options.batches }, () => ({
      sent: 0,
      succeeded: 0,
      counts: new Map(),
    }));
  }

  /** @param dueMs when it was due, from the start of the measured part. */
  record(index: number, dueMs: number, outcome: Outcome): void {
    this.sendDelay.record(outcome.sentAt - outcome.dueAt);
    const batch = this.#batches[Math.min(this.#batches.length - 1, Math.floor(dueMs / this.#batchMs))];
    const tally = this.#byRequest[index];
    if (!batch || !tally) return;
    count(tally, outcome);
    count(this.total, outcome);
    batch.sent++;
    if (!outcome.error) batch.succeeded++;
    if (!isTimed(outcome)) return;
    // Two digits after the point of a millisecond, three significant ones above: enough, and slices stay small.
    const latency = Number((outcome.endedAt - outcome.dueAt).toPrecision(3));
    batch.counts.set(latency, (batch.counts.get(latency) ?? 0) + 1);
  }

  /** A request that was due and could not even be sent. */
  recordNotSent(index: number, dueMs: number, kind: string, example: string): void {
    const batch = this.#batches[Math.min(this.#batches.length - 1, Math.floor(dueMs / this.#batchMs))];
    if (batch) batch.sent++;
    for (const tally of [this.#byRequest[index], this.total]) {
      if (!tally) continue;
      tally.sent++;
      countError(tally, kind, example);
    }
  }

  batches(): LoadBatch[] {
    return this.#batches.map((batch, index) => ({
      start_s: (index * this.#batchMs) / 1000,
      seconds: this.#batchMs / 1000,
      sent: batch.sent,
      succeeded: batch.succeeded,
      counts: [...batch.counts].sort((one, other) => one[0] - other[0]),
    }));
  }

  measured(): { total: Measured; requests: Measured[] } {
    return {
      total: toMeasured("all", this.total),
      requests: this.#byRequest.map((tally, index) =>
        toMeasured(this.#requests[index]?.name ?? String(index), tally),
      ),
    };
  }
}

function newTally(): Tally {
  return {
    sent: 0,
    succeeded: 0,
    bytes: 0,
    errors: new Map(),
    latency: new TimeHistogram(),
    service: new TimeHistogram(),
    firstEvent: new TimeHistogram(),
  };
}

/** A refusal that comes back at once must not make a server look fast; a timeout must not make it look fast either. */
function isTimed(outcome: Outcome): boolean {
  return outcome.error === null || outcome.error.kind === "timeout";
}

function count(tally: Tally, outcome: Outcome): void {
  tally.sent++;
  tally.bytes += outcome.bytes;
  if (outcome.error) countError(tally, outcome.error.kind, outcome.error.example);
  else tally.succeeded++;
  if (!isTimed(outcome)) return;
  tally.latency.record(outcome.endedAt - outcome.dueAt);
  tally.service.record(outcome.endedAt - outcome.sentAt);
  if (outcome.firstEventAt !== null) tally.firstEvent.record(outcome.firstEventAt - outcome.dueAt);
}

function countError(tally: Tally, kind: string, example: string): void {
  const known = tally.errors.get(kind);
  if (known) known.count++;
  else tally.errors.set(kind, { count: 1, example: example.slice(0, 200) });
}

function toMeasured(name: string, tally: Tally): Measured {
  return {
    name,
    sent: tally.sent,
    succeeded: tally.succeeded,
    errors: [...tally.errors].map(([kind, error]) => ({ kind, ...error })).sort((a, b) => b.count - a.count),
    bytes: tally.bytes,
    latency_ms: tally.latency.summary(),
    service_ms: tally.service.summary(),
    first_event_ms: tally.firstEvent.count > 0 ? tally.firstEvent.summary() : null,
  };
}

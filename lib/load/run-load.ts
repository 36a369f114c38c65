// One load test: a plan in, a result out. Open model: requests are sent when they are due, whatever the server does.
// Closed model: so many clients, each waiting for its answer. Latency counts from when a request was due, so that
// the requests a stalled server held up are in it (coordinated omission; G. Tene, "How NOT to Measure Latency").
import { availableParallelism, cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { seededRandom } from "@/lib/text/seeded-random";
import { arrivalTimes } from "./arrival-times";
import { type Fill, templateFiller } from "./fill-template";
import { type Observed, observeMetrics } from "./observe-metrics";
import { type Outcome, Recorder } from "./recorder";
import type { LoadPlan, LoadRequest, LoadResult } from "./schema";
import { sendRequest } from "./send-request";

export interface LoadProgress {
  elapsedS: number;
  totalS: number;
  warmingUp: boolean;
  inFlight: number;
  sent: number;
  failed: number;
}

interface Run {
  plan: LoadPlan;
  pool: Pool;
  fill: Fill;
  draw: () => number;
  recorder: Recorder;
  startedAt: number;
  measureFrom: number;
  endAt: number;
  inFlight: number;
  signal: AbortSignal;
}

/**
 * Runs a plan and returns what was measured. Ends early, with what there is, when `signal` aborts.
 * Needs about one core for some thousand requests a second: `send_delay_ms` of the result tells when the kit itself
 * was the slow part.
 */
export async function runLoad(options: {
  plan: LoadPlan;
  signal?: AbortSignal;
  onProgress?: (progress: LoadProgress) => void;
}): Promise<LoadResult> {
  const { plan } = options;
  const startedWall = new Date().toISOString();
  const startedAt = performance.now();
  const measureFrom = startedAt + plan.warm_up_s * 1000;
  const run: Run = {
    plan,
    pool: new Pool(plan.base_url.replace(/^(https?:\/\/[^/]+).*$/, "$1"), {
      connections: null,
      pipelining: 1,
    }),
    fill: templateFiller({ pools: plan.pools, seed: plan.seed }),
    draw: drawer(plan.requests, plan.seed),
    recorder: new Recorder({ requests: plan.requests, seconds: plan.duration_s, batches: 20 }),
    startedAt,
    measureFrom,
    endAt: measureFrom + plan.duration_s * 1000,
    inFlight: 0,
    signal: options.signal ?? new AbortController().signal,
  };
  const observer = plan.observe ? observeMetrics({ ...plan.observe, startedAt: measureFrom }) : null;
  const ticker = setInterval(() => options.onProgress?.(progressOf(run)), 500);
  let observed: Observed[] = [];
  try {
    await (plan.model.kind === "open" ? runOpen(run) : runClosed(run));
  } finally {
    clearInterval(ticker);
    observed = (await observer?.stop()) ?? [];
    await run.pool.destroy();
  }
  return resultOf(run, startedWall, observed);
}

async function runOpen(run: Run): Promise<void> {
  const { plan } = run;
  if (plan.model.kind !== "open") return;
  const { arrivals, rate_per_s: ratePerS, max_in_flight: mostInFlight } = plan.model;
  const unanswered = new Set<Promise<void>>();
  for (const offset of arrivalTimes({ arrivals, ratePerS, seed: plan.seed })) {
    const dueAt = run.startedAt + offset;
    if (dueAt >= run.endAt || run.signal.aborted) break;
    await waitUntil(dueAt, ratePerS);
    const index = run.draw();
    if (run.inFlight >= mostInFlight) {
      if (dueAt >= run.measureFrom)
        run.recorder.recordNotSent(index, dueAt - run.measureFrom, "not_sent", `${mostInFlight} unanswered`);
      continue;
    }
    const sending = send(run, index, dueAt).finally(() => unanswered.delete(sending));
    unanswered.add(sending);
  }
  await Promise.all(unanswered);
}

async function runClosed(run: Run): Promise<void> {
  if (run.plan.model.kind !== "closed") return;
  const { clients } = run.plan.model;
  await Promise.all(Array.from({ length: clients }, (_, client) => runClient(run, client / clients)));
}

/** @param phase 0 to 1: clients with a pace begin spread over one interval instead of all at once. */
async function runClient(run: Run, phase: number): Promise<void> {
  const { model } = run.plan;
  if (model.kind !== "closed") return;
  let dueAt = run.startedAt + phase * (model.pace_ms ?? 0);
  while (dueAt < run.endAt && !run.signal.aborted) {
    if (dueAt > performance.now()) await waitUntil(dueAt, 0);
    await send(run, run.draw(), dueAt);
    if (model.think_time_ms > 0) await sleep(model.think_time_ms);
    dueAt = model.pace_ms === undefined ? performance.now() : dueAt + model.pace_ms;
  }
}

async function send(run: Run, index: number, dueAt: number): Promise<void> {
  const { plan } = run;
  const request = plan.requests[index];
  if (!request) return;
  run.inFlight++;
  let outcome: Outcome;
  try {
    outcome = await sendRequest({
      pool: run.pool,
      request,
      headers: plan.headers,
      fill: run.fill,
      dueAt,
      timeoutMs: plan.timeout_ms,
    });
  } finally {
    run.inFlight--;
  }
  if (dueAt >= run.measureFrom) run.recorder.record(index, dueAt - run.measureFrom, outcome);
}

/** Timers fire late by up to a millisecond: at rates where that matters less than the core it saves, they do alone. */
async function waitUntil(dueAt: number, ratePerS: number): Promise<void> {
  for (;;) {
    const left = dueAt - performance.now();
    if (left <= 0) return;
    if (left > 2) await sleep(Math.floor(left - 1));
    else if (ratePerS > 250) await sleep(1);
    else await new Promise(setImmediate);
  }
}

function drawer(requests: LoadRequest[], seed: number): () => number {
  const random = seededRandom(seed ^ 0x5bd1e995);
  const whole = requests.reduce((sum, request) => sum + request.weight, 0);
  return () => {
    let left = random() * whole;
    const index = requests.findIndex((request) => {
      left -= request.weight;
      return left < 0;
    });
    return index === -1 ? requests.length - 1 : index;
  };
}

function progressOf(run: Run): LoadProgress {
  const now = performance.now();
  return {
    elapsedS: (now - run.startedAt) / 1000,
    totalS: (run.endAt - run.startedAt) / 1000,
    warmingUp: now < run.measureFrom,
    inFlight: run.inFlight,
    sent: run.recorder.total.sent,
    failed: run.recorder.total.sent - run.recorder.total.succeeded,
  };
}

function resultOf(run: Run, startedWall: string, observed: Observed[]): LoadResult {
  const { total, requests } = run.recorder.measured();
  // Answers that came after the end count to the time that it really took.
  const measuredS = Math.max(0.001, (Math.max(performance.now(), run.endAt) - run.measureFrom) / 1000);
  const stopped = run.signal.aborted && performance.now() < run.endAt;
  const seconds = stopped
    ? Math.max(0.001, (performance.now() - run.measureFrom) / 1000)
    : run.plan.model.kind === "open"
      ? run.plan.duration_s
      : measuredS;
  return {
    schema_version: 1,
    plan: run.plan,
    started_at: startedWall,
    measured_s: seconds,
    environment: {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
    },
    offered_per_s: run.plan.model.kind === "open" ? run.plan.model.rate_per_s : null,
    succeeded_per_s: total.succeeded / seconds,
    error_rate: total.sent === 0 ? 0 : (total.sent - total.succeeded) / total.sent,
    send_delay_ms: run.recorder.sendDelay.summary(),
    total,
    requests,
    batches: run.recorder.batches(),
    histograms: {
      latency: run.recorder.total.latency.encode(),
      service: run.recorder.total.service.encode(),
      first_event: run.recorder.total.firstEvent.count > 0 ? run.recorder.total.firstEvent.encode() : null,
    },
    observed,
  };
}

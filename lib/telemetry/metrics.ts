import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const shared = globalThis as { groundworkMetrics?: ReturnType<typeof create> };

function create() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: "groundwork_http_requests_total",
      help: "Requests by endpoint, method and status.",
      labelNames: ["endpoint", "method", "status"],
      registers: [registry],
    }),
    latency: new Histogram({
      name: "groundwork_http_request_seconds",
      help: "Time to the first byte of the answer, in seconds.",
      labelNames: ["endpoint", "method"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    }),
    refused: new Counter({
      name: "groundwork_refused_total",
      help: "Requests refused by class for their rate, their quota, too many streams or too much work in progress.",
      labelNames: ["class", "reason"],
      registers: [registry],
    }),
    inProgress: new Gauge({
      name: "groundwork_work_in_progress",
      help: "Answers, searches and uploads in progress.",
      labelNames: ["kind"],
      registers: [registry],
    }),
    openStreams: new Gauge({
      name: "groundwork_open_streams",
      help: "Streams of events that somebody reads.",
      registers: [registry],
    }),
    unsavedAnswers: new Counter({
      name: "groundwork_answers_unsaved_total",
      help: "Answers from the cache that were given and could not be stored.",
      registers: [registry],
    }),
    redisUp: new Gauge({
      name: "groundwork_redis_up",
      help: "1 while Redis answers, 0 while it doesn't or none is set.",
      registers: [registry],
    }),
  };
}

/** The process's metrics, for `GET /api/metrics`. */
export function metrics() {
  shared.groundworkMetrics ??= create();
  return shared.groundworkMetrics;
}

/** Counts one answered request. `latencyMs` in milliseconds. */
export function recordRequest(request: {
  endpoint: string;
  method: string;
  status: number;
  latencyMs: number;
}): void {
  const { endpoint, method, status, latencyMs } = request;
  metrics().requests.inc({ endpoint, method, status: String(status) });
  metrics().latency.observe({ endpoint, method }, latencyMs / 1000);
}

/** Counts one answer that was given and could not be stored. */
export function countUnsaved(): void {
  metrics().unsavedAnswers.inc();
}

// Load on one server, by the load-test kit.
import { runLoad } from "@/lib/load/run-load";
import { type LoadResult, loadPlanSchema } from "@/lib/load/schema";
import type { BenchServer } from "./bench-server";

export type RequestKind = "bare" | "ask" | "cold";

export interface Load {
  server: BenchServer;
  key: string;
  questions: string[];
  /** `bare` is an authenticated route that only answers a constant; `cold` is known to no cache. */
  kind: RequestKind;
  seconds: number;
  warmUp?: number;
  clients?: number;
  /** Poisson arrivals a second, in place of clients. */
  rate?: number;
  /** Statuses that count as answered; 200 unless said otherwise. */
  statuses?: number[];
}

export interface Sent {
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  succeeded: number;
  errors: number;
  /** Share of looks into the answer cache that found one; null without looks. */
  hitRate: number | null;
  /** p99 of the server's event-loop lag meanwhile, ms. */
  lagMs: number;
  /** At the end, MB. */
  rssMb: number;
  /** Processor time of the server process for each request, ms; what else the machine did hardly changes it. */
  cpuMs: number;
}

/** Puts load on a server and says how it held. */
export async function send(load: Load): Promise<Sent> {
  const { server } = load;
  const hits = () => server.metric('groundwork_cache_lookups_total{cache="answers",result="hit"}');
  const misses = () => server.metric('groundwork_cache_lookups_total{cache="answers",result="miss"}');
  const cpu = () => server.metric("process_cpu_seconds_total");
  const answered = () => server.metric("groundwork_http_requests_total");
  const [hitsBefore, missesBefore] = [await hits(), await misses()];
  const [cpuBefore, answeredBefore] = [await cpu(), await answered()];
  const result: LoadResult = await runLoad({ plan: planOf(load) });
  const lagMs = (await server.metric("nodejs_eventloop_lag_p99_seconds")) * 1000;
  const [newHits, newMisses] = [(await hits()) - hitsBefore, (await misses()) - missesBefore];
  const { total } = result;
  const cpuMs = (((await cpu()) - cpuBefore) * 1000) / Math.max(1, (await answered()) - answeredBefore);
  const latency = (part: "p50" | "p95" | "p99") =>
    total.succeeded === 0 ? Number.NaN : total.latency_ms[part];
  return {
    perSecond: result.succeeded_per_s,
    p50: latency("p50"),
    p95: latency("p95"),
    p99: latency("p99"),
    cpuMs,
    succeeded: total.succeeded,
    errors: total.sent - total.succeeded,
    hitRate: newHits + newMisses === 0 ? null : newHits / (newHits + newMisses),
    lagMs,
    rssMb: (await server.metric("process_resident_memory_bytes")) / 1e6,
  };
}

/** Asks each question once, so that what comes after finds it in the cache. */
export async function askEach({
  server,
  key,
  questions,
}: Pick<Load, "server" | "key" | "questions">): Promise<void> {
  for (const question of questions) {
    const response = await fetch(`${server.url}/api/ask`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ question }),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`a question was answered with ${response.status}`);
  }
}

function planOf({ server, key, questions, kind, seconds, warmUp = 1, clients = 1, rate, statuses }: Load) {
  const ask = {
    name: kind,
    method: "POST",
    path: "/api/ask",
    body: { question: kind === "cold" ? "{{next:questions}} (case {{random}})" : "{{next:questions}}" },
    expect_status: statuses ?? [200],
  };
  return loadPlanSchema.parse({
    name: kind,
    base_url: server.url,
    model:
      rate === undefined
        ? { kind: "closed", clients }
        : { kind: "open", arrivals: "poisson", rate_per_s: Math.max(0.5, rate) },
    warm_up_s: warmUp,
    duration_s: seconds,
    timeout_ms: 60_000,
    headers: { authorization: `Bearer ${key}` },
    requests: [kind === "bare" ? { name: kind, path: "/api/v1/models" } : ask],
    pools: { questions },
  });
}

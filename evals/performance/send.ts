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
}

/** Puts load on a server and says how it held. */
export async function send(load: Load): Promise<Sent> {
  const { server } = load;
  const hits = () => server.metric('groundwork_cache_lookups_total{cache="answers",result="hit"}');
  const misses = () => server.metric('groundwork_cache_lookups_total{cache="answers",result="miss"}');
  const [hitsBefore, missesBefore] = [await hits(), await misses()];
  const result: LoadResult = await runLoad({ plan: planOf(load) });
  const lagMs = (await server.metric("nodejs_eventloop_lag_p99_seconds")) * 1000;
  const [newHits, newMisses] = [(await hits()) - hitsBefore, (await misses()) - missesBefore];
  const { total } = result;
  return {
    perSecond: result.succeeded_per_s,
    p50: total.latency_ms.p50,
    p95: total.latency_ms.p95,
    p99: total.latency_ms.p99,
    succeeded: total.succeeded,
    errors: total.sent - total.succeeded,
    hitRate: newHits + newMisses === 0 ? null : newHits / (newHits + newMisses),
    lagMs,
    rssMb: (await server.metric("process_resident_memory_bytes")) / 1e6,
  };
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

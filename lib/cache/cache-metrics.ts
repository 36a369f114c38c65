import { Counter, Gauge } from "prom-client";
import { metrics } from "@/lib/telemetry/metrics";
import { allCaches } from "./caches";

const shared = globalThis as { groundworkCacheMetrics?: ReturnType<typeof create> };

function create() {
  const { registry } = metrics();
  const lookups = new Counter({
    name: "groundwork_cache_lookups_total",
    help: "Looks into a cache, by cache and result (hit, miss).",
    labelNames: ["cache", "result"],
    registers: [registry],
  });
  const bytes = new Gauge({
    name: "groundwork_cache_bytes",
    help: "Bytes that a cache holds in this process, about.",
    labelNames: ["cache"],
    registers: [registry],
    collect() {
      for (const status of allCaches().map((cache) => cache.describe()))
        this.set({ cache: status.name }, status.bytes);
    },
  });
  const shared = new Counter({
    name: "groundwork_answers_shared_total",
    help: "Questions that were answered by waiting for the same question of somebody else.",
    registers: [registry],
  });
  return { lookups, bytes, shared };
}

/** The caches' counters, registered at first use. */
export function cacheMetrics(): ReturnType<typeof create> {
  shared.groundworkCacheMetrics ??= create();
  return shared.groundworkCacheMetrics;
}

/** Counts one look into a cache. */
export function countLookup(cache: string, hit: boolean): void {
  cacheMetrics().lookups.inc({ cache, result: hit ? "hit" : "miss" });
}

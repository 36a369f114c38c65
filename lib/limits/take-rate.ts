// How often somebody may ask something of us. One interface over two counters: Redis, which all replicas share, and
// this process. Falls back rather than open: while Redis is down each process counts by itself.
import { env } from "@/lib/env/env";
import { metrics } from "@/lib/telemetry/metrics";
import { takeFromRedis } from "./redis-window";
import type { LimitClass, RateDecision } from "./schema";
import { SlidingWindow } from "./sliding-window";

const windowMs = 60_000;

const shared = globalThis as { groundworkRates?: Map<LimitClass, SlidingWindow> };

/** Counts one request of `subject`; undefined where the class has no limit. Takes at most `REDIS_TIMEOUT_MS` more. */
export async function takeRate({
  limitClass,
  subject,
}: {
  limitClass: LimitClass;
  subject: string;
}): Promise<RateDecision | undefined> {
  const limit = limitOf(limitClass);
  if (limit === 0) return undefined;
  const local = localWindow(limitClass);
  const counted = await takeFromRedis({ limitClass, subject, limit, windowMs });
  // Counted here as well, so that nobody gets a fresh window by Redis going down.
  if (counted?.allowed) local.note(subject);
  const { allowed, remaining, resetAt } = counted ?? local.take({ subject, limit });
  if (!allowed) metrics().refused.inc({ class: limitClass, reason: "rate" });
  return {
    allowed,
    limitClass,
    limit,
    remaining,
    windowSeconds: windowMs / 1000,
    resetSeconds: Math.max(1, Math.ceil((resetAt - Date.now()) / 1000)),
  };
}

function limitOf(limitClass: LimitClass): number {
  const settings = env();
  return {
    ask: settings.RATE_LIMIT_ASK,
    search: settings.RATE_LIMIT_SEARCH,
    ingest: settings.RATE_LIMIT_INGEST,
    read: settings.RATE_LIMIT_READ,
    sign_in: settings.RATE_LIMIT_SIGN_IN,
  }[limitClass];
}

function localWindow(limitClass: LimitClass): SlidingWindow {
  shared.groundworkRates ??= new Map();
  const window = shared.groundworkRates.get(limitClass) ?? new SlidingWindow(windowMs);
  shared.groundworkRates.set(limitClass, window);
  return window;
}

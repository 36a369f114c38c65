import { createHash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "ioredis";
import { redisKey, tryRedis } from "@/lib/redis/redis";
import type { LimitClass } from "./schema";
import type { WindowResult } from "./sliding-window";

type Client = ConstructorParameters<typeof Ratelimit>[0]["redis"];

const limiters = new Map<string, Ratelimit>();

/** Counts one request of `subject` for all replicas. Undefined while Redis doesn't answer or isn't set. */
export async function takeFromRedis(request: {
  limitClass: LimitClass;
  subject: string;
  limit: number;
  windowMs: number;
}): Promise<WindowResult | undefined> {
  const result = await tryRedis(() => limiterOf(request).limit(request.subject));
  if (result.kind === "unavailable") return undefined;
  const { success, remaining, reset } = result.value;
  return { allowed: success, remaining: Math.max(0, remaining), resetAt: reset };
}

function limiterOf({
  limitClass,
  limit,
  windowMs,
}: {
  limitClass: LimitClass;
  limit: number;
  windowMs: number;
}) {
  const prefix = redisKey("rate", limitClass);
  const name = `${prefix}/${limit}/${windowMs}`;
  const limiter =
    limiters.get(name) ??
    new Ratelimit({
      redis: plainRedis() as unknown as Client,
      limiter: Ratelimit.slidingWindow(limit, `${windowMs} ms`),
      prefix,
      // Its own timeout lets requests through uncounted; ours is the shared client's, which falls back.
      timeout: 0,
      // Its memory of who is blocked grows without bound.
      ephemeralCache: false,
    });
  limiters.set(name, limiter);
  return limiter;
}

/**
 * The four commands that the limiter uses, on the shared client. Its scripts begin with a line that only its vendor's
 * server knows: it is left out, and the script is called by the hash of what remains.
 */
function plainRedis() {
  const hashes = new Map<string, string>();
  const on = async <T>(work: (redis: Redis) => Promise<T>): Promise<T> => {
    const result = await tryRedis(work);
    if (result.kind === "unavailable") throw new Error("connection is closed");
    return result.value;
  };
  return {
    evalsha: (hash: string, keys: string[], args: unknown[]) => {
      const own = hashes.get(hash);
      if (!own) throw new Error("NOSCRIPT not seen yet");
      return on((redis) => redis.evalsha(own, keys.length, ...keys, ...args.map(String)));
    },
    eval: (script: string, keys: string[], args: unknown[]) => {
      const plain = script.replace(/^#!lua[^\n]*\n/, "");
      hashes.set(sha1(script), sha1(plain));
      return on((redis) => redis.eval(plain, keys.length, ...keys, ...args.map(String)));
    },
    get: (key: string) => on((redis) => redis.get(key)),
    set: (key: string, value: string) => on((redis) => redis.set(key, value)),
  };
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

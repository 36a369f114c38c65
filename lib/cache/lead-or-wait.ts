// Among processes that share a Redis: one does the work, the others wait for what it keeps. A lease that is renewed
// while the work goes on says that its holder is alive. Fails open: without Redis each process works by itself.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { redisKey, redisState, tryRedis } from "@/lib/redis/redis";

const leaseMs = 3000;
const lookMs = { first: 15, most: 120 };

/** Gives a lease up, or renews it, only where it is still ours. */
const release = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("del", KEYS[1]) end return 0`;
const renew = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("pexpire", KEYS[1], ARGV[2]) end return 0`;

/**
 * Runs `work`, or waits while another process does and returns what `find` then finds. A holder that fails, stops or
 * dies, or keeps nothing, is succeeded by one of those that wait. Throws what `work` throws, or the signal's reason.
 */
export async function leadOrWait<T>(
  key: string,
  options: { work: () => Promise<T>; find: () => Promise<T | undefined>; signal: AbortSignal },
): Promise<{ value: T; led: boolean }> {
  const { work, find, signal } = options;
  if (redisState() === "not_configured") return { value: await work(), led: true };
  const name = redisKey("flight", key);
  const token = randomUUID();
  let pause = lookMs.first;
  for (let isFirst = true; ; isFirst = false) {
    const taken = await attempt(() => tryRedis((redis) => redis.set(name, token, "PX", leaseMs, "NX")));
    if (taken === undefined) return { value: await work(), led: true };
    if (taken === "OK") {
      // Somebody may have finished between our look into the cache and this lease.
      const value = await find();
      if (value !== undefined) {
        await attempt(() => tryRedis((redis) => redis.eval(release, 1, name, token)));
        return { value, led: false };
      }
      return { value: await holding({ name, token, work }), led: true };
    }
    if (!isFirst) {
      const value = await find();
      if (value !== undefined) return { value, led: false };
    }
    await sleep(pause, undefined, { signal });
    pause = Math.min(pause * 1.5, lookMs.most);
  }
}

async function holding<T>({
  name,
  token,
  work,
}: {
  name: string;
  token: string;
  work: () => Promise<T>;
}): Promise<T> {
  const timer = setInterval(() => {
    void attempt(() => tryRedis((redis) => redis.eval(renew, 1, name, token, leaseMs)));
  }, leaseMs / 3);
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await attempt(() => tryRedis((redis) => redis.eval(release, 1, name, token)));
  }
}

/** What Redis answered; undefined when it didn't or refused. Null is its own answer for a lease that is taken. */
async function attempt<R>(
  use: () => Promise<{ kind: "done"; value: R } | { kind: "unavailable" }>,
): Promise<R | undefined> {
  const result = await use().catch(() => ({ kind: "unavailable" }) as const);
  return result.kind === "done" ? result.value : undefined;
}

// The one Redis of this process. Whoever uses it goes through `tryRedis` and says what happens without it: Redis
// makes things shared and faster, and nothing that the product promises may hang on it.
// While it is down no command is sent at all, so a Redis that hangs costs one short wait and not one a request.
import { Redis } from "ioredis";
import { env } from "@/lib/env/env";
import { logger } from "@/lib/telemetry/logger";
import { metrics } from "@/lib/telemetry/metrics";
import { RedisConnection } from "./redis-connection";
import type { RedisResult, RedisState } from "./schema";

const shared = globalThis as { groundworkRedis?: RedisConnection | undefined };

/** The process's connection, opened at first use; undefined where `REDIS_URL` is not set. */
export function redisConnection(): RedisConnection | undefined {
  const { REDIS_URL, REDIS_TIMEOUT_MS } = env();
  if (!REDIS_URL) return undefined;
  shared.groundworkRedis ??= new RedisConnection({
    url: REDIS_URL,
    timeoutMs: REDIS_TIMEOUT_MS,
    onState: tellState,
  });
  return shared.groundworkRedis;
}

/** Whether Redis answers, as far as is known without asking it. */
export function redisState(): RedisState {
  return redisConnection()?.state ?? "not_configured";
}

/**
 * Runs `work` on the shared client. Returns `unavailable` at once while Redis is down, and after at most
 * `REDIS_TIMEOUT_MS` a command when it stops answering. Throws what `work` throws for other reasons (a wrong type,
 * a script's error), and those are mistakes of ours.
 */
export async function tryRedis<T>(work: (redis: Redis) => Promise<T>): Promise<RedisResult<T>> {
  const connection = redisConnection();
  return connection ? connection.try(work) : { kind: "unavailable" };
}

/** A key or channel of ours: several installations may share one Redis. */
export function redisKey(...parts: string[]): string {
  return [env().REDIS_PREFIX, ...parts].join(":");
}

/** Asks Redis whether it answers. For `/api/ready`. */
export async function checkRedis(): Promise<{ state: RedisState; latencyMs: number | null }> {
  const connection = redisConnection();
  if (!connection) return { state: "not_configured", latencyMs: null };
  const from = performance.now();
  const result = await connection.try((redis) => redis.ping());
  const isThere = result.kind === "done";
  return { state: isThere ? "ok" : "down", latencyMs: isThere ? performance.now() - from : null };
}

/** A connection of its own for subscriptions, which block all else on theirs; undefined where no Redis is set. */
export function openSubscriber(): Redis | undefined {
  const { REDIS_URL } = env();
  if (!REDIS_URL) return undefined;
  const subscriber = new Redis(REDIS_URL, {
    enableReadyCheck: false,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2000),
  });
  // Its state is that of the shared client, which tells of it.
  subscriber.on("error", () => {});
  subscriber.on("connect", () => subscriber.stream?.unref?.());
  return subscriber;
}

/** Ends the shared connection, so that a process or a test can end. */
export function closeRedis(): void {
  shared.groundworkRedis?.close();
  shared.groundworkRedis = undefined;
}

function tellState(state: RedisState, reason: string): void {
  metrics().redisUp.set(state === "ok" ? 1 : 0);
  if (state === "ok") logger().info({ redis: state }, "Redis answers");
  else
    logger().warn(
      { redis: state, reason },
      "Redis does not answer: limits, caches and streams go on in this process",
    );
}

import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { env, resetEnv } from "@/lib/env/env";
import * as loggerModule from "@/lib/telemetry/logger";
import { checkRedis, closeRedis, redisKey, redisState, tryRedis } from "./redis";
import { describeWithRedis } from "./testing/test-redis";

const messages: string[] = [];
beforeEach(() => {
  messages.length = 0;
  const take = (_fields: unknown, message: string) => messages.push(message);
  vi.spyOn(loggerModule, "logger").mockReturnValue({ info: take, warn: take } as never);
});
afterEach(() => {
  vi.restoreAllMocks();
  closeRedis();
});

/** Timeouts that all uses of a test may take together: far from one for each, also on a busy machine. */
const bearable = 6;

/** Until Redis is used again; how many milliseconds that took. */
async function untilOk(): Promise<number> {
  const from = Date.now();
  while (redisState() !== "ok" && Date.now() - from < 20_000) await sleep(20);
  return Date.now() - from;
}

describe("without REDIS_URL", () => {
  test("every use is unavailable at once and the state says that none is set", async () => {
    expect(redisState()).toBe("not_configured");
    expect(await tryRedis((redis) => redis.ping())).toEqual({ kind: "unavailable" });
    expect(await checkRedis()).toEqual({ state: "not_configured", latencyMs: null });
  });
});

describeWithRedis("the shared client", (redis) => {
  test("the first use connects and answers", async () => {
    expect(await tryRedis((client) => client.set(redisKey("a"), "1"))).toEqual({ kind: "done", value: "OK" });
    expect(redisState()).toBe("ok");
    expect((await checkRedis()).latencyMs).toBeGreaterThan(0);
  });

  test("a killed Redis costs no request time, is told once and used again when it is back", async () => {
    await tryRedis((client) => client.ping());
    await redis().kill();
    const from = performance.now();
    for (let use = 0; use < 50; use++)
      expect(await tryRedis((client) => client.ping())).toEqual({ kind: "unavailable" });
    expect(performance.now() - from).toBeLessThan(env().REDIS_TIMEOUT_MS * bearable);
    expect((await checkRedis()).state).toBe("down");
    await sleep(600);
    expect(messages.filter((message) => message.includes("does not answer"))).toHaveLength(1);
    await redis().restart();
    expect(await untilOk()).toBeLessThan(9000);
    expect(await tryRedis((client) => client.ping())).toEqual({ kind: "done", value: "PONG" });
    expect(messages.filter((message) => message === "Redis answers")).toHaveLength(2);
  });

  test("a paused Redis costs one timeout and then nothing, however many ask; it is used again when it goes on", async () => {
    await tryRedis((client) => client.ping());
    redis().pause();
    try {
      const from = performance.now();
      const uses = await Promise.all(Array.from({ length: 100 }, () => tryRedis((client) => client.ping())));
      expect(uses.every(({ kind }) => kind === "unavailable")).toBe(true);
      expect(performance.now() - from).toBeLessThan(env().REDIS_TIMEOUT_MS * bearable);
      const again = performance.now();
      for (let use = 0; use < 100; use++) await tryRedis((client) => client.ping());
      expect(performance.now() - again).toBeLessThan(env().REDIS_TIMEOUT_MS * bearable);
      // Longer than a connection is kept that leads nowhere.
      await sleep(3000);
      expect(redisState()).toBe("down");
    } finally {
      redis().resume();
    }
    expect(await untilOk()).toBeLessThan(9000);
    expect(messages.filter((message) => message.includes("does not answer"))).toHaveLength(1);
  });

  test("a slow Redis counts as down while it is slow", async () => {
    await tryRedis((client) => client.ping());
    const slow = tryRedis((client) =>
      client.eval("local n = 0 for i = 1, 400000000 do n = n + 1 end return n", 0),
    );
    const from = performance.now();
    expect(await slow).toEqual({ kind: "unavailable" });
    expect(performance.now() - from).toBeLessThan(env().REDIS_TIMEOUT_MS * bearable);
    expect(await untilOk()).toBeLessThan(20_000);
  });

  test("what Redis refuses is thrown, and it stays in use", async () => {
    await tryRedis((client) => client.set(redisKey("text"), "x"));
    await expect(tryRedis((client) => client.lpush(redisKey("text"), "1"))).rejects.toThrow("WRONGTYPE");
    expect(redisState()).toBe("ok");
  });

  test("a process that starts while Redis is down goes on without it and finds it later", async () => {
    await redis().kill();
    resetEnv();
    const from = performance.now();
    expect(await tryRedis((client) => client.ping())).toEqual({ kind: "unavailable" });
    expect(performance.now() - from).toBeLessThan(env().REDIS_TIMEOUT_MS * bearable);
    await redis().restart();
    expect(await untilOk()).toBeLessThan(9000);
  });
});

import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { env, resetEnv } from "@/lib/env/env";
import { redisState, tryRedis } from "@/lib/redis/redis";
import { describeWithRedis } from "@/lib/redis/testing/test-redis";
import { takeRate } from "./take-rate";

let number = 0;
let subject = "";
beforeEach(async () => {
  subject = `user:${++number}`;
  process.env.RATE_LIMIT_ASK = "10";
  resetEnv();
  // A window must not end in the midst of a test.
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 8000) await sleep(left + 10);
}, 20_000);

async function take(times: number): Promise<number> {
  const decisions = await Promise.all(
    Array.from({ length: times }, () => takeRate({ limitClass: "ask", subject })),
  );
  return decisions.filter((decision) => decision?.allowed).length;
}

describe("in the process", () => {
  test("the limit is let through and the rest told when to come back", async () => {
    expect(await take(15)).toBe(10);
    const refused = await takeRate({ limitClass: "ask", subject });
    expect(refused).toMatchObject({ allowed: false, limit: 10, remaining: 0, windowSeconds: 60 });
    expect(refused?.resetSeconds).toBeGreaterThanOrEqual(1);
    expect(refused?.resetSeconds).toBeLessThanOrEqual(60);
  });

  test("a limit of 0 is none", async () => {
    process.env.RATE_LIMIT_ASK = "0";
    resetEnv();
    expect(await takeRate({ limitClass: "ask", subject })).toBeUndefined();
  });
});

describeWithRedis("by Redis", (redis) => {
  test("the limit holds over all processes: what another one counted is counted", async () => {
    expect(await take(6)).toBe(6);
    // Another process would have nothing in its own counter.
    const shared = globalThis as { groundworkRates?: unknown };
    shared.groundworkRates = undefined;
    expect(await take(10)).toBe(4);
    const keys = await tryRedis((client) => client.keys("groundwork:rate:ask:*"));
    expect(keys).toMatchObject({ kind: "done", value: [expect.stringContaining(subject)] });
  });

  test("counts expire by themselves", async () => {
    await take(1);
    const [key = ""] = ((await tryRedis((client) => client.keys(`*${subject}*`))) as { value: string[] })
      .value;
    const left = (await tryRedis((client) => client.pttl(key))) as { value: number };
    expect(left.value).toBeGreaterThan(0);
    expect(left.value).toBeLessThanOrEqual(121_000);
  });

  test.each(["killed", "paused"] as const)(
    "%s: requests go on under this process's count within the time bound, nobody gets a fresh window, and Redis counts again when it is back",
    async (how) => {
      expect(await take(6)).toBe(6);
      if (how === "killed") await redis().kill();
      else redis().pause();
      try {
        const from = performance.now();
        expect(await take(20)).toBe(4);
        // One wait for all of them, where one each would be twenty.
        expect(performance.now() - from).toBeLessThan(env().REDIS_TIMEOUT_MS * 6);
        const again = performance.now();
        for (let request = 0; request < 50; request++) await takeRate({ limitClass: "ask", subject });
        expect(performance.now() - again).toBeLessThan(env().REDIS_TIMEOUT_MS * 4);
        expect(redisState()).toBe("down");
      } finally {
        if (how === "killed") await redis().restart();
        else redis().resume();
      }
      await expect.poll(() => redisState(), { timeout: 5000 }).toBe("ok");
      subject = `${subject}-later`;
      expect(await take(15)).toBe(10);
    },
  );

  test("the script runs on a plain Redis, also after its scripts were forgotten", async () => {
    expect(await take(3)).toBe(3);
    await tryRedis((client) => client.script("FLUSH"));
    expect(await take(3)).toBe(3);
    expect(await take(9)).toBe(4);
  });
});

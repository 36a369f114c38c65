import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { resetEnv } from "@/lib/env/env";
import { startRedis } from "../../../scripts/toolchain/redis.mjs";
import { closeRedis } from "../redis";
import { closeSubscriber } from "../subscribe";

export type RunningRedis = Awaited<ReturnType<typeof startRedis>>;

/**
 * Runs tests beside a real Redis of their own that they may kill, pause and start again; it is the process's
 * `REDIS_URL` meanwhile. Where none can be had they are reported as skipped with the reason; with `CI=true` they fail.
 */
export function describeWithRedis(title: string, tests: (redis: () => RunningRedis) => void): void {
  describe(`${title} (redis)`, () => {
    let running: RunningRedis | undefined;
    let missing: string | undefined;
    const before = process.env.REDIS_URL;
    beforeAll(async () => {
      try {
        running = await startRedis();
      } catch (error) {
        if (process.env.CI === "true") throw error;
        missing = `no Redis: ${error instanceof Error ? error.message : String(error)}`;
        console.warn(`Skipped: ${title} (redis): ${missing}`);
        return;
      }
      process.env.REDIS_URL = running.url;
      resetEnv();
    });
    beforeEach((context) => {
      if (missing) context.skip(missing);
    });
    afterAll(async () => {
      closeSubscriber();
      closeRedis();
      if (before === undefined) delete process.env.REDIS_URL;
      else process.env.REDIS_URL = before;
      resetEnv();
      await running?.stop();
    });
    tests(() => {
      if (!running) throw new Error("The test Redis is there inside tests and hooks only.");
      return running;
    });
  });
}

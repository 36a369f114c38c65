import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/client";
import { logger } from "@/lib/telemetry/logger";
import { runCases } from "./run-cases";

const pollMs = 2000;

/** Does eval runs that wait, one after the other, until the signal aborts. Outlives a database that goes and comes back. */
export async function workEvals({ db, signal }: { db: Database; signal: AbortSignal }): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await runCases(db, { signal, concurrency: 1 })) continue;
    } catch (error) {
      logger().error({ err: error }, "eval runs could not be looked for");
    }
    await sleep(pollMs, undefined, { signal }).catch(() => {});
  }
}

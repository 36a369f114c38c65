import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/client";
import { listRuns } from "@/db/queries/evals-runs";
import { logger } from "@/lib/telemetry/logger";
import { loadSuite } from "./load-suite";
import { runCases } from "./run-cases";
import { syncSuite } from "./sync-suite";

const pollMs = 2000;

/** Does eval runs that wait, one after the other, until the signal aborts. Outlives a database that goes and comes back. */
export async function workEvals({ db, signal }: { db: Database; signal: AbortSignal }): Promise<void> {
  while (!signal.aborted) {
    try {
      await syncWaiting(db);
      if (await runCases(db, { signal, concurrency: 1 })) continue;
    } catch (error) {
      logger().error({ err: error }, "eval runs could not be looked for");
    }
    await sleep(pollMs, undefined, { signal }).catch(() => {});
  }
}

/** A run that was started from a page finds its suite as it stands on disk; one that isn't on disk is what was imported. */
async function syncWaiting(db: Database): Promise<void> {
  const { rows } = await listRuns(db, {
    datasetId: undefined,
    configName: undefined,
    state: "queued",
    limit: 20,
    offset: 0,
  });
  for (const id of new Set(rows.map(({ dataset_id }) => dataset_id))) {
    const onDisk = await loadSuite(id).catch(() => undefined);
    if (onDisk) await syncSuite(db, { id });
  }
}

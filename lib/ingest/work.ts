// The worker: takes items from the queue, one at a time, until it is told to stop.
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/client";
import { claimItem, expireLeases, leaseOwners } from "@/db/queries/job-queue";
import { failureCode } from "@/lib/errors/failure-code";
import { embeddingModel } from "@/lib/models/embedding-model";
import { logger } from "@/lib/telemetry/logger";
import { indexVectors } from "./index-vectors";
import { leaseSeconds, processItem, releaseWhenBack } from "./process-item";
import { embedRetitled } from "./retitle";
import { sweep } from "./sweep";

const pollMs = { busy: 100, idle: 500 };
const sweepEveryMs = 10_000;

export interface WorkOptions {
  db: Database;
  /** Aborted when the worker is to end; the item in hand is given back with what is stored of it. */
  signal: AbortSignal;
  /** Ends when nothing waits any more. */
  untilIdle?: boolean;
  /** A file that takes longer is laid aside where others wait, and goes on after them. */
  turnSeconds?: number;
}

/** Works until the signal aborts. Outlives a database that goes and comes back. */
export async function work({ db, signal, untilIdle = false, turnSeconds = 60 }: WorkOptions): Promise<void> {
  const owner = `${hostname()}/${process.pid}/${randomBytes(6).toString("hex")}`;
  let sweptAt = untilIdle ? Date.now() : 0;
  let idleSince = Date.now();
  let recovered = false;
  while (!signal.aborted) {
    try {
      if (!recovered) await recoverFromTheDead(db);
      recovered = true;
      const item = await claimItem(db, { owner, leaseSeconds });
      if (item) {
        await processItem({ db, item, owner, signal, turnSeconds }).catch(async (error) => {
          await releaseWhenBack({ db, item, owner, signal });
          throw error;
        });
        idleSince = Date.now();
      } else if ((await embedRetitled(db, { signal })) > 0) continue;
      else if (untilIdle) return;
      if (Date.now() - sweptAt > sweepEveryMs) {
        sweptAt = Date.now();
        await sweep(db, { signal });
        await embedRetitled(db, { signal });
        if (!item) await indexVectors(db, await embeddingModel());
      }
      if (!item) await pause(Date.now() - idleSince < 5_000 ? pollMs.busy : pollMs.idle, signal);
    } catch (error) {
      if (signal.aborted) return;
      const code = failureCode(error);
      logger().error({ err: error, code }, "the worker could not go on for the moment");
      await pause(1000, signal);
    }
  }
}

/** Items whose holder was a process of this machine that is no more needn't wait for their lease to lapse. */
async function recoverFromTheDead(db: Database): Promise<void> {
  const here = `${hostname()}/`;
  const dead = (await leaseOwners(db)).filter(
    (owner) => owner.startsWith(here) && !isAlive(Number(owner.slice(here.length).split("/")[0])),
  );
  await expireLeases(db, { owners: dead });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}

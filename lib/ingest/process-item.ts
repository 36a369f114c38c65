// Everything around one item: its lease, the ways in which work on it can stop, and what the person reads then.
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/client";
import { type ClaimedItem, finishItem, releaseItem, renewLease } from "@/db/queries/job-queue";
import { deleteUnusedOriginal } from "@/db/queries/originals";
import { discardVersions } from "@/db/queries/versions";
import { AppError } from "@/lib/errors/app-error";
import { type ErrorCode, errorCodes } from "@/lib/errors/codes";
import { failureCode } from "@/lib/errors/failure-code";
import { logger } from "@/lib/telemetry/logger";
import { runItem } from "./run";
import { StopReason } from "./stop-reason";
import { inHand } from "./watchdog";

export const leaseSeconds = 60;
/** A file whose worker died so often, without anything of it being stored, is not tried again. */
export const maxAttempts = 5;

export interface Processing {
  db: Database;
  item: ClaimedItem;
  owner: string;
  /** Aborted when the worker is to end: the item is given back with what is staged. */
  signal: AbortSignal;
  turnSeconds: number;
}

/** Works on a claimed item to whatever end. Throws only when the database is lost. */
export async function processItem({ db, item, owner, signal, turnSeconds }: Processing): Promise<void> {
  const holder = { itemId: item.id, owner };
  const controller = new AbortController();
  const stop = (reason: StopReason["reason"]) => controller.abort(new StopReason(reason));
  const stopping = () => stop("stopping");
  signal.addEventListener("abort", stopping);
  const heartbeat = setInterval(
    () => {
      renewLease(db, { ...holder, leaseSeconds }).then(
        ({ held, cancelled }) => {
          if (!held) stop("lost");
          else if (cancelled) stop("cancelled");
        },
        () => {},
      );
    },
    (leaseSeconds * 1000) / 6,
  );
  try {
    if (signal.aborted) throw new StopReason("stopping");
    if (item.cancel_requested) throw new StopReason("cancelled");
    if (item.attempts > maxAttempts) throw new AppError("worker_lost");
    await inHand(() => runItem({ db, item, owner, signal: controller.signal, turnSeconds }));
  } catch (thrown) {
    const error = controller.signal.aborted ? controller.signal.reason : thrown;
    await endOtherwise({ db, item, owner }, error);
  } finally {
    clearInterval(heartbeat);
    signal.removeEventListener("abort", stopping);
  }
}

async function endOtherwise(
  at: { db: Database; item: ClaimedItem; owner: string },
  error: unknown,
): Promise<void> {
  const { db, item, owner } = at;
  const holder = { itemId: item.id, owner };
  if (error instanceof StopReason) {
    if (error.reason === "stopping" || error.reason === "turn_over") await releaseItem(db, holder);
    if (error.reason === "cancelled") await end(at, { state: "cancelled" });
    return;
  }
  const code = failureCode(error);
  // Nothing is wrong with the file: it waits until the database is back, and this try doesn't count.
  if (code === "database_unavailable") throw error;
  logger().warn({ job_id: item.job_id, item: item.name, err: error }, "an item failed");
  await end(at, { state: "failed", errorCode: code, errorMessage: sentence(code, error) });
}

function sentence(code: ErrorCode, error: unknown): string {
  if (error instanceof AppError) return error.public;
  if (code === "internal")
    return "This file could not be processed because of a fault in the program, not in the file. Try again; if it fails again, report it with the job's id.";
  return errorCodes[code].detail;
}

async function end(
  { db, item, owner }: { db: Database; item: ClaimedItem; owner: string },
  outcome: { state: "cancelled" } | { state: "failed"; errorCode: string; errorMessage: string },
): Promise<void> {
  await db.transaction(async (transaction) => {
    const held = await finishItem(transaction, { itemId: item.id, owner, ...outcome });
    if (!held) return;
    await discardVersions(transaction, {
      versionIds: item.version_id ? [item.version_id] : [],
      // A failed document stays in the list and says why; one that was called off never was.
      keepDocuments: outcome.state === "failed",
    });
    if (item.original_id) await deleteUnusedOriginal(transaction, { id: item.original_id });
  });
}

/** Gives an item back after the database was lost, once it answers again. */
export async function releaseWhenBack({
  db,
  item,
  owner,
  signal,
}: Omit<Processing, "turnSeconds">): Promise<void> {
  while (!signal.aborted) {
    try {
      await releaseItem(db, { itemId: item.id, owner });
      return;
    } catch (error) {
      if (failureCode(error) !== "database_unavailable") throw error;
      await sleep(500, undefined, { signal }).catch(() => {});
    }
  }
}

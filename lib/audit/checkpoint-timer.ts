import { type Database, database } from "@/db/client";
import { lastAuditRow } from "@/db/queries/audit";
import { logger } from "@/lib/telemetry/logger";
import { writeCheckpoint } from "./checkpoint-files";

const delayMs = 1000;

interface Timer {
  db: Database;
  timer: NodeJS.Timeout | undefined;
  /** What is being signed: the next waits for it. */
  signing: Promise<void>;
  lastSeq: number;
}

const shared = globalThis as { groundworkCheckpoints?: Timer | undefined };

/** From now on this process signs a checkpoint within a second of each entry that it writes. Ends with `stopCheckpoints`. */
export function startCheckpoints(db: Database): void {
  shared.groundworkCheckpoints ??= { db, timer: undefined, signing: Promise.resolve(), lastSeq: 0 };
  markCheckpointDue();
}

/** The same for this installation's own log. Not waited for: a server answers while its database can't be reached. */
export function startInstallationCheckpoints(): void {
  database().then(startCheckpoints, (error) => logger().error({ err: error }, "audit checkpoint"));
}

/** Told of each entry; does nothing where no checkpoints were started (commands, tests). */
export function markCheckpointDue(): void {
  const state = shared.groundworkCheckpoints;
  if (!state || state.timer) return;
  state.timer = setTimeout(() => {
    state.timer = undefined;
    state.signing = state.signing.then(() => signLast(state));
  }, delayMs);
  state.timer.unref();
}

/** Signs what is there and ends. */
export async function stopCheckpoints(): Promise<void> {
  const state = shared.groundworkCheckpoints;
  if (!state) return;
  shared.groundworkCheckpoints = undefined;
  clearTimeout(state.timer);
  await state.signing;
  await signLast(state);
}

async function signLast(state: Timer): Promise<void> {
  try {
    const row = await lastAuditRow(state.db);
    if (!row || row.seq <= state.lastSeq) return;
    await writeCheckpoint({ kind: "periodic", seq: row.seq, hash: row.hash });
    state.lastSeq = row.seq;
  } catch (error) {
    // The log itself is written; the next entry tries again.
    logger().error({ err: error }, "audit checkpoint");
  }
}

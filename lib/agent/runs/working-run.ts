import type { Database, Queryable } from "@/db/client";
import { nextRevision, type RunRow } from "@/db/queries/agent-runs";
import { noteRunChanged } from "./run-changes";
import type { RunUsage } from "./usage";

/** A run in the hands of this process. */
export interface WorkingRun {
  db: Database;
  row: RunRow;
  holder: string;
  usage: RunUsage;
  /** Aborted when the lease is lost, the run is to stop, or the process ends. */
  signal: AbortSignal;
}

/** The run is another process's, or nobody's, by now: whatever was to be written isn't. */
export class RunLostError extends Error {}

/** Its person wants it stopped: whatever was to be written isn't. */
export class StopRequested extends Error {}

/**
 * A change of the run by the process that works on it: in one transaction, and only while it holds the run and nobody
 * wants it stopped. Throws `RunLostError`, `StopRequested`.
 */
export async function changeRun<T>(
  run: WorkingRun,
  change: (tx: Queryable, revision: number) => Promise<T>,
): Promise<T> {
  const result = await run.db.transaction((tx) => holding(tx, run, change));
  noteRunChanged(run.row.id);
  return result;
}

/** The same inside of a transaction that is there already. */
export async function holding<T>(
  tx: Queryable,
  run: WorkingRun,
  change: (tx: Queryable, revision: number) => Promise<T>,
): Promise<T> {
  const next = await nextRevision(tx, { id: run.row.id, holder: run.holder });
  if (!next) throw new RunLostError();
  if (next.stopRequested) throw new StopRequested();
  return change(tx, next.revision);
}

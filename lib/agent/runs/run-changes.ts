import { EventEmitter } from "node:events";

// Readers in this process hear of a change at once; those elsewhere look every half second.
const shared = globalThis as { groundworkRunChanges?: EventEmitter | undefined };

function changes(): EventEmitter {
  shared.groundworkRunChanges ??= new EventEmitter().setMaxListeners(0);
  return shared.groundworkRunChanges;
}

/** Tells readers in this process that a run changed. Call it after the transaction that changed it. */
export function noteRunChanged(id: string): void {
  changes().emit(id);
}

/** Resolves when the run changes, after `ms` at the latest, or when the reader leaves. */
export function runChange(id: string, { ms, signal }: { ms: number; signal: AbortSignal }): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      changes().off(id, done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    changes().on(id, done);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}

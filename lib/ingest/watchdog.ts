import { Worker } from "node:worker_threads";

/** Runs beside the main thread; it alone still runs when the main thread hangs in a loop. */
const program = `
  const { writeSync } = require("node:fs");
  const { workerData } = require("node:worker_threads");
  const shared = new Int32Array(workerData.shared);
  const start = Date.now();
  const seen = [-1, -1], since = [start, start];
  const quietFor = (at) => {
    const now = Atomics.load(shared, at);
    if (now !== seen[at]) { seen[at] = now; since[at] = Date.now(); }
    return Date.now() - since[at];
  };
  const end = (msg) => {
    // At once: what a thread writes otherwise goes by way of the main thread, which hangs.
    writeSync(2, JSON.stringify({ level: "fatal", msg }) + "\\n");
    process.kill(process.pid, "SIGKILL");
  };
  setInterval(() => {
    if (quietFor(0) > workerData.limitMs) end("the worker hangs and ends itself");
    if (Atomics.load(shared, 2) === 0) since[1] = Date.now();
    else if (quietFor(1) > workerData.stallMs) end("the file in hand makes no progress, and the worker ends itself");
  }, Math.min(1000, workerData.stallMs / 4));
`;

/** Beats of the main thread; steps of the work in hand; how many files are in hand. */
const shared = new Int32Array(new SharedArrayBuffer(12));

/**
 * Ends this process by force when its main thread does nothing else for `limitMs` (a parser that never returns can
 * be stopped in no other way), or when a file in hand gets no step further for `stallMs` (what it waits for never
 * answers). Whoever watches over the worker starts it again; the file that did it is tried a bounded number of times.
 */
export function startWatchdog({ limitMs, stallMs }: { limitMs: number; stallMs: number }): void {
  setInterval(() => Atomics.add(shared, 0, 1), Math.min(500, limitMs / 4)).unref();
  new Worker(program, {
    eval: true,
    execArgv: [],
    workerData: { shared: shared.buffer, limitMs, stallMs },
  }).unref();
}

/** A block was read, a batch embedded or stored: the work in hand goes on. */
export function noteStep(): void {
  Atomics.add(shared, 1, 1);
}

/** Runs `work` as a file in hand, of which steps are expected. */
export async function inHand<T>(work: () => Promise<T>): Promise<T> {
  Atomics.add(shared, 2, 1);
  try {
    return await work();
  } finally {
    Atomics.sub(shared, 2, 1);
  }
}

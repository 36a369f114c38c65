import { Worker } from "node:worker_threads";

/** Runs beside the main thread; it alone still runs when the main thread hangs in a loop. */
const program = `
  const { workerData } = require("node:worker_threads");
  const beats = new Int32Array(workerData.beats);
  let seen = -1, since = Date.now();
  setInterval(() => {
    const now = Atomics.load(beats, 0);
    if (now !== seen) { seen = now; since = Date.now(); return; }
    if (Date.now() - since > workerData.limitMs) {
      process.stderr.write(JSON.stringify({ level: "fatal", msg: "the worker hangs and ends itself" }) + "\\n");
      process.kill(process.pid, "SIGKILL");
    }
  }, 1000);
`;

/**
 * Ends this process by force when its main thread does nothing else for `limitMs`: a parser that never returns
 * can be stopped in no other way. Whoever watches over the worker starts it again; the file that did it is tried
 * a bounded number of times.
 */
export function startWatchdog({ limitMs }: { limitMs: number }): void {
  const beats = new SharedArrayBuffer(4);
  const view = new Int32Array(beats);
  setInterval(() => Atomics.add(view, 0, 1), 500).unref();
  new Worker(program, { eval: true, workerData: { beats, limitMs } }).unref();
}

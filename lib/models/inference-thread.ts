// Inference on a thread of its own: a run holds its thread for milliseconds, and on the server's own thread whatever
// else waits for it (a refusal, a heart-beat, an answer from the cache) would wait for all the runs that came before.
import { Worker } from "node:worker_threads";

/** Hidden states of a text by its tokens: one row of numbers for each. */
export type ReadStates = (tokens: number[]) => Promise<Float32Array>;

// A text and not a file: bundlers would have to carry it along and find it again. Packages are found from the working
// folder, which is that of the project or of the built server.
const source = `
const { parentPort, workerData } = require("node:worker_threads");
const { InferenceSession, Tensor } = require("onnxruntime-node");
const state = new Int32Array(workerData.shared);
const busy = (on) => { Atomics.store(state, 0, on ? 1 : 0); Atomics.notify(state, 0); };
const reasonOf = (error) => String((error && error.message) || error);
InferenceSession.create(workerData.weights, workerData.options).then((session) => {
  const hasTypes = session.inputNames.includes("token_type_ids");
  const name = session.outputNames[0];
  const read = async ({ id, tokens }) => {
    busy(true);
    try {
      if (Atomics.load(state, 1) === 1) return;
      const shape = [1, tokens.length];
      const output = await session.run({
        input_ids: new Tensor("int64", BigInt64Array.from(tokens, BigInt), shape),
        attention_mask: new Tensor("int64", new BigInt64Array(tokens.length).fill(1n), shape),
        ...(hasTypes && { token_type_ids: new Tensor("int64", new BigInt64Array(tokens.length), shape) }),
      });
      const states = Float32Array.from(output[name].data);
      parentPort.postMessage({ id, states }, [states.buffer]);
    } catch (error) {
      parentPort.postMessage({ id, failure: reasonOf(error) });
    } finally {
      busy(false);
    }
  };
  let last = Promise.resolve();
  parentPort.on("message", (message) => { last = last.then(() => read(message)); });
  busy(false);
  parentPort.postMessage({ ready: true });
}, (error) => { busy(false); parentPort.postMessage({ failure: reasonOf(error) }); });
`;

/** For each thread: whether it is in a run, and whether it may begin another. */
const threads: Int32Array[] = [];
const exitAtMostMs = 2000;

/** A process that ends in the midst of a run would abort: the runtime can't be taken away from under it. */
function waitAtExit(state: Int32Array): void {
  if (threads.length === 0)
    process.once("exit", () => {
      for (const thread of threads) Atomics.store(thread, 1, 1);
      for (const thread of threads) Atomics.wait(thread, 0, 1, exitAtMostMs);
    });
  threads.push(state);
}

interface Said {
  id?: number;
  ready?: boolean;
  states?: Float32Array;
  failure?: string;
}

interface Pending {
  resolve: (states: Float32Array) => void;
  reject: (error: Error) => void;
}

/**
 * Starts the thread with a model of one output. Runs follow one another in the order in which they were asked for.
 * Rejects when the thread can't load the model; a thread that is lost later fails the runs that wait and all after.
 */
export async function startInference(
  weights: Uint8Array,
  options: Record<string, unknown>,
): Promise<ReadStates> {
  const state = new Int32Array(new SharedArrayBuffer(8));
  // It begins with loading, which can't be broken off either.
  state[0] = 1;
  const worker = new Worker(source, {
    eval: true,
    // Those of the server load its door; those of a command, a compiler.
    execArgv: [],
    workerData: { weights, options, shared: state.buffer },
  });
  waitAtExit(state);
  const pending = new Map<number, Pending>();
  let lost: Error | undefined;
  let last = 0;
  const fail = (error: Error) => {
    lost = error;
    Atomics.store(state, 0, 0);
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`the inference thread ended (${code})`)));
  await new Promise<void>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the inference thread ended (${code})`)));
    worker.once("message", ({ ready, failure }: Said) => (ready ? resolve() : reject(new Error(failure))));
  });
  worker.on("message", ({ id, states, failure }: Said) => {
    const waiting = pending.get(id ?? -1);
    pending.delete(id ?? -1);
    // An idle thread is no reason to stay.
    if (pending.size === 0) worker.unref();
    if (states) waiting?.resolve(states);
    else waiting?.reject(new Error(failure ?? "no states"));
  });
  worker.unref();
  return (tokens) =>
    new Promise((resolve, reject) => {
      if (lost) return reject(lost);
      last += 1;
      pending.set(last, { resolve, reject });
      worker.ref();
      worker.postMessage({ id: last, tokens });
    });
}

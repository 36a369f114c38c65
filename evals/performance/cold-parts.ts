// What a cold answer consists of: one is made in this process with its statements and inferences clocked, and the same
// question is asked of the server at the same moment's load, one after the other.
import type { Database } from "@/db/client";
import { answerQuestion } from "@/lib/ask/answer-question";
import { embeddingModel } from "@/lib/models/embedding-model";
import type { BenchData, BenchServer } from "./bench-server";

export interface ColdAsk {
  /** Medians, ms. */
  sqlAndEmbedding: number;
  model: number;
  parts: number;
  served: number;
  ratio: number;
  questions: number;
}

interface Interval {
  from: number;
  to: number;
}

/** Asks each question in this process and of `server`, whose caches must be off. */
export async function coldAsks(
  data: BenchData,
  { server, questions }: { server: BenchServer; questions: string[] },
): Promise<ColdAsk> {
  const clock = await clockParts(data.db);
  const rows: { outside: number; model: number; served: number }[] = [];
  try {
    const [first = ""] = questions;
    await inProcess(clock, `${first} (warm-up)`);
    await served(server, data.key, `${first} (warm-up)`);
    for (const [index, question] of questions.entries()) {
      // Neither process may know its sentences from before: another text each time.
      const text = `${question} (case ${index + 1})`;
      const own = await inProcess(clock, text);
      rows.push({ ...own, served: await served(server, data.key, text) });
    }
  } finally {
    clock.restore();
  }
  const parts = median(rows.map(({ outside, model }) => outside + model));
  const servedMs = median(rows.map((row) => row.served));
  return {
    sqlAndEmbedding: median(rows.map(({ outside }) => outside)),
    model: median(rows.map(({ model }) => model)),
    parts,
    served: servedMs,
    ratio: median(rows.map((row) => row.served / (row.outside + row.model))),
    questions: rows.length,
  };
}

/** Time in statements and inferences outside of the model's own steps, which are counted whole. */
async function inProcess(clock: Clock, question: string): Promise<{ outside: number; model: number }> {
  clock.intervals.length = 0;
  const answer = await answerQuestion({
    access: { userId: "bench", groupIds: [], suiteSourceIds: [] },
    request: { question },
    requestId: "req_bench",
    traceId: "bench",
    cache: false,
  });
  const { decide, generate } = answer.latency_ms;
  const busy = union(clock.intervals);
  // Inferences for single sentences belong to the model's steps; the first one is the question's own.
  const ofModel = union(clock.intervals.filter((interval) => interval.ofModel));
  return { outside: busy - ofModel, model: decide + generate };
}

interface Clock {
  intervals: (Interval & { ofModel: boolean })[];
  restore(): void;
}

async function clockParts(db: Database): Promise<Clock> {
  const intervals: Clock["intervals"] = [];
  const model = await embeddingModel();
  const { embed, readTokens } = model;
  const client = db.$client as unknown as { unsafe: (...parameters: unknown[]) => PromiseLike<unknown> };
  const { unsafe } = client;
  const clocked = <T>(ofModel: boolean, work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    return work().finally(() => intervals.push({ from, to: performance.now(), ofModel }));
  };
  model.embed = (...parameters) => clocked(false, () => embed(...parameters));
  if (readTokens) model.readTokens = (text) => clocked(true, () => readTokens(text));
  client.unsafe = (...parameters) => {
    const from = performance.now();
    const query = unsafe.apply(client, parameters);
    // A second `then` on the driver's query would not send it again.
    void query.then(
      () => intervals.push({ from, to: performance.now(), ofModel: false }),
      () => {},
    );
    return query;
  };
  return {
    intervals,
    restore: () => {
      model.embed = embed;
      if (readTokens) model.readTokens = readTokens;
      client.unsafe = unsafe;
    },
  };
}

/** Milliseconds in which at least one of them ran. */
function union(intervals: Interval[]): number {
  let sum = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...intervals].sort((one, other) => one.from - other.from)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

async function served(server: BenchServer, key: string, question: string): Promise<number> {
  const from = performance.now();
  const response = await fetch(`${server.url}/api/ask`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ question }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`a cold ask was answered with ${response.status}`);
  return performance.now() - from;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

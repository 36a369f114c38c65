// Four times what the server can do, with its bound on answers in progress and without.
import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";
import type { BenchServer } from "./bench-server";

export interface Overload {
  bound: string;
  offered: number;
  answeredPerSecond: number;
  answeredP50: number;
  answeredP99: number;
  refused: number;
  refusedP50: number;
  refusedP99: number;
  /** Requests that ended in another way. */
  others: number;
}

interface Outcome {
  status: number;
  ms: number;
}

/** Sends cold asks with Poisson arrivals at `rate` a second; times count from when each was due. */
export async function overload(options: {
  server: BenchServer;
  key: string;
  questions: string[];
  rate: number;
  seconds: number;
  bound: string;
}): Promise<Overload> {
  const { rate, seconds, questions } = options;
  const dispatcher = new Agent({ connections: null, pipelining: 1 });
  const pending: Promise<Outcome>[] = [];
  const from = performance.now();
  for (let due = from; due < from + seconds * 1000; due += (-Math.log(1 - Math.random()) / rate) * 1000) {
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const question = `${questions[pending.length % questions.length]} (overload ${pending.length})`;
    pending.push(ask({ ...options, question, due, dispatcher }));
  }
  const outcomes = await Promise.all(pending);
  await dispatcher.destroy();
  const times = (status: number) =>
    outcomes
      .filter((outcome) => outcome.status === status)
      .map(({ ms }) => ms)
      .sort((one, other) => one - other);
  const [answered, refused] = [times(200), times(503)];
  return {
    bound: options.bound,
    offered: rate,
    answeredPerSecond: answered.length / seconds,
    answeredP50: at(answered, 0.5),
    answeredP99: at(answered, 0.99),
    refused: refused.length,
    refusedP50: at(refused, 0.5),
    refusedP99: at(refused, 0.99),
    others: outcomes.length - answered.length - refused.length,
  };
}

async function ask(options: {
  server: BenchServer;
  key: string;
  question: string;
  due: number;
  dispatcher: Agent;
}): Promise<Outcome> {
  const { server, key, question, due, dispatcher } = options;
  const response = await fetch(`${server.url}/api/ask`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ question }),
    signal: AbortSignal.timeout(60_000),
    dispatcher,
  } as RequestInit).catch(() => undefined);
  await response?.arrayBuffer().catch(() => undefined);
  return { status: response?.status ?? 0, ms: performance.now() - due };
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

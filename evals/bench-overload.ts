// npm run bench:overload: what the bound on answers in progress does when four times as much comes as can be done.
//
//   npm run bench:overload -- [--seconds 15] [--factor 4]
//
// Starts a server with the routes of answers twice on the embedded database with three documents, once with the
// bound and once without, measures what it can do with eight clients, then sends `factor` times that with Poisson arrivals. Caches are
// off and each question is another. Times count from when a request was due.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Agent } from "undici";
import { closeDatabase, database } from "@/db/client";
import { stopEmbedded } from "@/db/embedded/stop";
import { migrateDatabase } from "@/db/migrate";
import { ingest, leave2023, leave2025, parking } from "@/lib/ask/testing/ask-fixture";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "15" }, factor: { type: "string", default: "4" } },
});
const seconds = Number(values.seconds);
const dispatcher = new Agent({ connections: null, pipelining: 1 });
const subjects = [
  "annual leave",
  "visitors",
  "the barrier code",
  "the gate",
  "carried-over days",
  "Hamburg",
  "Bristol",
];
let asked = 0;

interface Outcome {
  status: number;
  ms: number;
}

console.log(
  "| answers at once | offered/s | answered/s | answered p50 | p99 | refused | refused p50 | p99 |",
);
console.log("|---|---|---|---|---|---|---|---|");
const dataDir = mkdtempSync(path.join(tmpdir(), "gw-overload-"));
Object.assign(process.env, { DATA_DIR: dataDir, DATABASE_URL: "", LOG_LEVEL: "error" });
const db = await database();
await migrateDatabase(db);
await ingest(db, [leave2023, leave2025, parking]);
const offered = await withServer("", async (url) => {
  const capacity = await closedLoop(url, 8);
  report("8 (default), 8 clients", capacity.perSecond, capacity.outcomes);
  const rate = capacity.perSecond * Number(values.factor);
  report("8 (default)", rate, await openLoop(url, rate));
  return rate;
});
await withServer("0", async (url) => {
  await closedLoop(url, 8);
  report("no bound", offered, await openLoop(url, offered));
});
await dispatcher.destroy();
await closeDatabase(db);
await stopEmbedded(dataDir);
rmSync(dataDir, { recursive: true, force: true });

async function withServer<T>(bound: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, ["--import", "tsx", "app/api/answers/testing/replica.ts"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      LLM_PROVIDER: "extractive",
      ASKS_AT_ONCE: bound,
      RATE_LIMIT_ASK: "0",
      CACHE_ANSWERS: "off",
      CACHE_RETRIEVAL: "off",
    },
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.once("data", (data) => resolve(String(data).trim()));
      server.once("exit", () => reject(new Error("the server ended")));
    });
    return await work(`${url}/api/ask`);
  } finally {
    server.stdin.end();
    await ended;
  }
}

async function closedLoop(url: string, clients: number): Promise<{ perSecond: number; outcomes: Outcome[] }> {
  const outcomes: Outcome[] = [];
  for (const lasting of [3000, seconds * 500]) {
    outcomes.length = 0;
    const until = performance.now() + lasting;
    const client = async () => {
      while (performance.now() < until) outcomes.push(await ask(url, performance.now()));
    };
    await Promise.all(Array.from({ length: clients }, client));
  }
  return { perSecond: outcomes.length / (seconds / 2), outcomes };
}

async function openLoop(url: string, rate: number): Promise<Outcome[]> {
  const pending: Promise<Outcome>[] = [];
  const from = performance.now();
  for (let due = from; due < from + seconds * 1000; due += (-Math.log(1 - Math.random()) / rate) * 1000) {
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    pending.push(ask(url, due));
  }
  return Promise.all(pending);
}

async function ask(url: string, due: number): Promise<Outcome> {
  asked += 1;
  const question = `What should I know about ${subjects[asked % subjects.length]} in case ${asked}?`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ question }),
    dispatcher,
  } as RequestInit).catch(() => undefined);
  await response?.arrayBuffer().catch(() => undefined);
  return { status: response?.status ?? 0, ms: performance.now() - due };
}

function report(name: string, rate: number, outcomes: Outcome[]): void {
  const times = (status: number) =>
    outcomes
      .filter((outcome) => outcome.status === status)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
  const at = (sorted: number[], share: number) =>
    sorted.length === 0
      ? ""
      : `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)} ms`;
  const answered = times(200);
  const refused = times(503);
  const others = outcomes.length - answered.length - refused.length;
  if (others > 0) console.error(`${name}: ${others} requests ended otherwise`);
  console.log(
    `| ${name} | ${rate.toFixed(1)} | ${(answered.length / seconds).toFixed(1)} | ${at(answered, 0.5)} | ${at(answered, 0.99)} | ${refused.length} | ${at(refused, 0.5)} | ${at(refused, 0.99)} |`,
  );
}

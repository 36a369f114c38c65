// npm run bench:cache: what the caches save and cost, with the sample documents and the demo questions.
//
//   npm run bench:cache -- [--database postgres://…] [--seconds 4] [--clients 8]
//
// Asked at the real route handlers by an API key: cold (caches emptied), repeated, and beside them a route that only
// authenticates and answers {}, in turns within one run. REDIS_URL makes it use Redis as a server would.
import { parseArgs } from "node:util";
import { POST as askRoute } from "@/app/api/ask/route";
import { anonymousAccess } from "@/db/access";
import { readableState } from "@/db/queries/readable-state";
import { openScratchDatabase } from "@/db/testing/scratch-database";
import { answerKey } from "@/lib/ask/answer-cache";
import { newApiKeyText } from "@/lib/auth/api-key-text";
import { hashToken } from "@/lib/auth/secret-token";
import { clearCaches } from "@/lib/cache/clear-caches";
import { describeCaches } from "@/lib/cache/describe";
import { saveAll } from "@/lib/conversations/save-later";
import { withApi } from "@/lib/http/with-api";
import { ingestPaths } from "@/lib/ingest/ingest-paths";
import { notSampleDocuments } from "@/lib/ingest/not-sample-documents";
import { work } from "@/lib/ingest/work";
import { closeRedis } from "@/lib/redis/redis";
import { loadDemoQuestions } from "./demo-questions";

const { values } = parseArgs({
  options: {
    database: { type: "string" },
    seconds: { type: "string", default: "4" },
    clients: { type: "string", default: "8" },
  },
});
Object.assign(process.env, { LOG_LEVEL: "error", RATE_LIMIT_ASK: "0", RATE_LIMIT_READ: "0" });
const seconds = Number(values.seconds);
const clients = Number(values.clients);
const { db, drop } = await openScratchDatabase({ url: values.database });
// The handlers find it as a server's handlers do.
(globalThis as { groundworkDatabase?: unknown }).groundworkDatabase = Promise.resolve(db);

const bareRoute = withApi({ endpoint: "/api/bench", auth: { scope: "ask" }, handler: async () => ({}) });
const { id, secret, text: key } = newApiKeyText();

try {
  await ingestPaths({
    access: anonymousAccess,
    paths: ["examples"],
    sourceFromFolder: true,
    uriRoot: "examples",
    exclude: notSampleDocuments,
  });
  await work({ db, signal: new AbortController().signal, untilIdle: true });
  await db.$client.unsafe(
    "insert into users (id, email, role) values ('bench', 'bench@example.org', 'member')",
  );
  await db.$client.unsafe(
    "insert into api_keys (id, secret_hash, user_id, name, scopes) values ($1, $2, 'bench', 'bench', '{ask}'::text[])",
    [id, hashToken(secret)],
  );
  const questions = (await loadDemoQuestions(process.cwd())).map(({ question }) => question);

  const cold = await timesOf(questions);
  const repeated: number[] = [];
  for (let round = 0; round < 8; round++) repeated.push(...(await timesOf(questions)));
  await saveAll();
  console.log(
    `${values.database ? "Postgres" : "embedded"}, ${questions.length} questions one after another`,
  );
  console.log("| | p50 (ms) | p95 (ms) |\n|---|---|---|");
  console.log(`| cold | ${ms(at(cold, 0.5))} | ${ms(at(cold, 0.95))} |`);
  console.log(`| repeated | ${ms(at(repeated, 0.5))} | ${ms(at(repeated, 0.95))} |`);
  console.log(`| ratio | ${(at(cold, 0.5) / at(repeated, 0.5)).toFixed(0)} | |`);

  const access = { userId: "bench", groupIds: [], suiteSourceIds: [] };
  const state = await meanOf(400, () => readableState(db, { access }));
  const readable = await readableState(db, { access });
  const input = { filters: undefined, topK: 8, today: "2026-01-15", readable };
  const keyMs = await meanOf(4000, (run) => answerKey(db, { ...input, question: questions[run % 20] ?? "" }));
  console.log(`\nkey: the statement ${state.toFixed(3)} ms, the rest ${keyMs.toFixed(3)} ms`);

  const rates = { bare: [] as number[], cached: [] as number[] };
  for (let round = 0; round < 3; round++) {
    rates.bare.push(await throughput(() => bare()));
    rates.cached.push(await throughput((run) => ask(questions[run % questions.length] ?? "")));
    await saveAll();
  }
  console.log(`\n${clients} clients in turns, requests a second (median of 3 turns of ${seconds} s)`);
  console.log(
    `bare ${at(rates.bare, 0.5).toFixed(0)}, cached answer ${at(rates.cached, 0.5).toFixed(0)}, ratio ${(at(rates.cached, 0.5) / at(rates.bare, 0.5)).toFixed(2)}`,
  );
  console.log(JSON.stringify(describeCaches().caches));
  await clearCaches();
} finally {
  await drop();
  closeRedis();
}

async function timesOf(questions: string[]): Promise<number[]> {
  const times: number[] = [];
  for (const question of questions) {
    const from = performance.now();
    await ask(question);
    times.push(performance.now() - from);
  }
  return times;
}

function request(path: string, body: unknown): Request {
  return new Request(`http://127.0.0.1:3000${path}`, {
    method: "POST",
    headers: { host: "127.0.0.1:3000", authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function ask(question: string): Promise<void> {
  const response = await askRoute(request("/api/ask", { question }), { params: Promise.resolve({}) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
}

async function bare(): Promise<void> {
  const response = await bareRoute(request("/api/bench", {}), { params: Promise.resolve({}) });
  if (response.status !== 200) throw new Error(await response.text());
  await response.text();
}

async function throughput(once: (run: number) => Promise<void>): Promise<number> {
  const from = performance.now();
  let done = 0;
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - from < seconds * 1000) {
        await once(next++);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - from) / 1000);
}

async function meanOf(runs: number, work: (run: number) => Promise<unknown>): Promise<number> {
  await work(0);
  const from = performance.now();
  for (let run = 0; run < runs; run++) await work(run);
  return (performance.now() - from) / runs;
}

function at(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function ms(value: number): string {
  return value.toFixed(2);
}

// A production server on a database of its own that holds the sample documents and a member with an API key.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { anonymousAccess } from "@/db/access";
import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { stopEmbedded } from "@/db/embedded/stop";
import { migrateDatabase } from "@/db/migrate";
import { newApiKeyText } from "@/lib/auth/api-key-text";
import { hashToken } from "@/lib/auth/secret-token";
import { ingestPaths } from "@/lib/ingest/ingest-paths";
import { notSampleDocuments } from "@/lib/ingest/not-sample-documents";
import { work } from "@/lib/ingest/work";

export interface BenchData {
  name: "embedded" | "Postgres";
  db: Database;
  /** What a server needs to use it. */
  environment: Record<string, string>;
  /** The whole API key, with the scopes ask and search. */
  key: string;
  drop(): Promise<void>;
}

/** The sample documents in the embedded database, or in a new one of the server at `url`. */
export async function prepareData(url: string | undefined): Promise<BenchData> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "gw-performance-"));
  const own = url === undefined ? undefined : await newDatabase(url);
  const db = await openDatabase(own ? { url: own } : { dataDir });
  await migrateDatabase(db);
  // Verbs take the process-wide database.
  const shared = globalThis as { groundworkDatabase?: unknown };
  shared.groundworkDatabase = Promise.resolve(db);
  await ingestPaths({
    access: anonymousAccess,
    paths: ["examples"],
    sourceFromFolder: true,
    uriRoot: "examples",
    exclude: notSampleDocuments,
  });
  await work({ db, signal: new AbortController().signal, untilIdle: true });
  const { id, secret, text: key } = newApiKeyText();
  await db.$client.unsafe(
    "insert into users (id, email, role) values ('bench', 'bench@example.org', 'member')",
  );
  await db.$client.unsafe(
    "insert into api_keys (id, secret_hash, user_id, name, scopes) values ($1, $2, 'bench', 'bench', '{ask,search}'::text[])",
    [id, hashToken(secret)],
  );
  return {
    name: own ? "Postgres" : "embedded",
    db,
    environment: { DATA_DIR: dataDir, DATABASE_URL: own ?? "" },
    key,
    drop: async () => {
      shared.groundworkDatabase = undefined;
      await closeDatabase(db);
      if (url) await administer(url, `drop database if exists ${databaseName} with (force)`);
      else await stopEmbedded(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const databaseName = `gw_performance_${process.pid}`;

async function newDatabase(url: string): Promise<string> {
  await administer(url, `drop database if exists ${databaseName} with (force)`);
  await administer(url, `create database ${databaseName}`);
  const own = new URL(url);
  own.pathname = `/${databaseName}`;
  return own.href;
}

async function administer(url: string, statement: string): Promise<void> {
  const admin = await openDatabase({ url, poolSize: 1 });
  await admin.$client.unsafe(statement).finally(() => closeDatabase(admin));
}

export interface BenchServer {
  url: string;
  /** The sum of a counter, or a gauge, of its metrics; 0 where it has none. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the built server, as `npm start` does, with `settings` on top. Throws when it doesn't answer. */
export async function startServer(data: BenchData, settings: Record<string, string>): Promise<BenchServer> {
  const script = path.resolve(".next/standalone/server.js");
  if (!existsSync(script)) throw new Error("There is no build: npm run build");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [
      ...[
        "--import",
        path.resolve("dist/end-with-parent.mjs"),
        "--import",
        path.resolve("dist/server-door.mjs"),
      ],
      script,
    ],
    {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        HOSTNAME: "127.0.0.1",
        HOST: "127.0.0.1",
        PORT: String(port),
        MODELS_DIR: path.resolve("models"),
        LLM_PROVIDER: "extractive",
        REDIS_URL: "",
        RATE_LIMIT_ASK: "0",
        RATE_LIMIT_SEARCH: "0",
        RATE_LIMIT_READ: "0",
        ASKS_AT_ONCE: "0",
        SEARCHES_AT_ONCE: "0",
        ...data.environment,
        ...settings,
      },
    },
  );
  const metric = async (name: string) => {
    const text = await (await fetch(`${url}/api/metrics`)).text();
    return text
      .split("\n")
      .filter(
        (line) =>
          (line.startsWith(name) && /[ {]/.test(line[name.length] ?? "")) || line.startsWith(`${name} `),
      )
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
  };
  await untilReady(url, child);
  return { url, metric, stop: () => end(child) };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + 90_000;
  while (Date.now() < until && child.exitCode === null) {
    const response = await fetch(`${url}/api/ready`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  await end(child);
  throw new Error(`The server at ${url} did not get ready.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), 8000);
  await ended;
  clearTimeout(kill);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

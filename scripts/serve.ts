// What `npm start` hands over to once everything is installed and built: settings, database, migrations,
// workers, sample documents, server. It stays as the parent that restarts what dies and ends all in order.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase, type Database, database, openDatabase } from "@/db/client";
import { type EmbeddedSupervisor, superviseEmbedded } from "@/db/embedded/supervise";
import { migrateDatabase } from "@/db/migrate";
import { renewFirstAdminToken } from "@/lib/auth/first-admin";
import { EnvError, env, unknownSettings } from "@/lib/env/env";
import type { Env } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { allowedMethods } from "@/lib/http/allowed-methods";
import { missingModelFiles } from "@/lib/models/local-embedding";
import { ingestExamples } from "./lib/ingest-examples";
import { type Child, keepRunning } from "./lib/keep-running";

const development = process.argv.includes("--dev");
const startedAt = Number(process.env.GROUNDWORK_STARTED_AT ?? Date.now());
const steps: { name: string; took: string }[] = JSON.parse(process.env.GROUNDWORK_STEPS ?? "[]");
const children: Child[] = [];
/** Loaded first by each child, so that none outlives this process however it ends. */
const endWithParent = preload("end-with-parent");
/** Loaded first by the server: what Next answers, and says at its start, in its own way and not in ours. */
const beforeServer = [...preload("server-door"), ...(development ? [] : preload("quiet-start"))];
let embedded: EmbeddedSupervisor | undefined;
let stopping: Promise<void> | undefined;

main().catch((error) => {
  console.error(explain(error));
  stop().finally(() => process.exit(1));
});

async function main(): Promise<void> {
  const settings = env();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void stop().then(() => process.exit(0)));
  tellOfUnknownSettings();
  modelIsThere(settings);
  const givePort = await holdPort(settings);
  const db = await step("Database", async () => {
    if (!settings.DATABASE_URL) embedded = await superviseEmbedded(settings.DATA_DIR, tellOfRestart);
    return database();
  });
  await step("Migrations", () => migrate(settings, db));
  const environment = childEnvironment(settings);
  for (let number = 0; number < settings.WORKERS; number++) {
    children.push(
      keepRunning("worker", [...endWithParent, ...entry("worker", "scripts/cli/worker.ts")], environment),
    );
  }
  await givePort();
  children.push(
    keepRunning("server", [...endWithParent, ...beforeServer, ...serverCommand(settings)], environment),
  );
  const address = `http://${settings.HOST.includes(":") ? `[${settings.HOST}]` : settings.HOST}:${settings.PORT}`;
  const [ingested] = await Promise.all([
    settings.WORKERS > 0 ? step("Sample documents", () => ingestExamples("examples")) : undefined,
    step("Server", () => untilAlive(address)),
  ]);
  const token = await renewFirstAdminToken();
  await closeDatabase(db);
  if (stopping) return;
  console.log(`\nGroundwork is ready at ${address}  (${seconds(Date.now() - startedAt)})`);
  for (const { name, took } of steps) console.log(`  ${name.padEnd(18)}${took}`);
  if (ingested) console.log(`  ${ingested}`);
  if (token) {
    const reached = settings.PUBLIC_URL?.replace(/\/+$/, "") ?? address;
    console.log(
      `\nThere is no admin yet. This link makes you the first, once:\n  ${reached}/welcome?token=${token}\n`,
    );
  }
  console.log("Stop it with Ctrl-C.\n");
}

/** By the role that owns the tables, where there is one beside the application's. */
async function migrate(settings: Env, db: Database): Promise<void> {
  if (!settings.MIGRATION_DATABASE_URL) return migrateDatabase(db);
  const owner = await openDatabase({ url: settings.MIGRATION_DATABASE_URL, poolSize: 1 });
  await migrateDatabase(owner).finally(() => closeDatabase(owner));
}

/** Ends server and workers in order, then lets the database go, which ends unless a command still uses it. */
function stop(): Promise<void> {
  stopping ??= Promise.all(children.map((child) => child.stop())).then(() => embedded?.stop());
  return stopping;
}

function tellOfRestart(error?: unknown): void {
  if (error === undefined) console.error("The embedded database had ended and was started again.");
  else console.error(`The embedded database could not be started again: ${explain(error)}`);
}

/** Settings for the children, with paths that hold whatever folder they run in. */
function childEnvironment(settings: Env): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: development ? "development" : "production",
    HOSTNAME: settings.HOST,
    PORT: String(settings.PORT),
    DATA_DIR: path.resolve(settings.DATA_DIR),
    MODELS_DIR: path.resolve(settings.MODELS_DIR ?? "models"),
    NEXT_TELEMETRY_DISABLED: "1",
    GROUNDWORK_API_METHODS: JSON.stringify(allowedMethods()),
  };
}

function serverCommand(settings: Env): string[] {
  if (development) {
    return ["node_modules/next/dist/bin/next", "dev", "-H", settings.HOST, "-p", String(settings.PORT)];
  }
  // Beside the project's folder in a clone, in the same folder in a container.
  const built = path.resolve(".next/standalone/server.js");
  return ["--enable-source-maps", existsSync(built) ? built : path.resolve("server.js")];
}

function preload(name: string): string[] {
  return ["--import", path.resolve(development ? `scripts/lib/${name}.mjs` : `dist/${name}.mjs`)];
}

function entry(bundle: string, source: string): string[] {
  return development
    ? ["--import", "tsx", source]
    : ["--enable-source-maps", path.resolve(`dist/${bundle}.mjs`)];
}

async function untilAlive(address: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!stopping && Date.now() < deadline) {
    const response = await fetch(
      `${address.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]")}/api/health`,
    ).catch(() => undefined);
    if (response?.ok) return;
    await sleep(50);
  }
  if (!stopping) throw new Error(`The server did not answer at ${address}.`);
}

function tellOfUnknownSettings(): void {
  if (!existsSync(".env")) return;
  for (const { name, meant } of unknownSettings(readFileSync(".env", "utf8")))
    console.error(`.env: ${name} is no setting of Groundwork${meant ? `; is ${meant} meant?` : "."}`);
}

/** Told at the start and not by the first file: without its model nothing can be read or found. */
function modelIsThere({ EMBEDDING_PROVIDER, MODELS_DIR }: Env): void {
  if (EMBEDDING_PROVIDER !== "local") return;
  const missing = missingModelFiles(MODELS_DIR);
  if (missing.length === 0) return;
  throw new AppError("embedding_unavailable", {
    public: `The embedding model is not there: ${missing.join(", ")} missing. ${MODELS_DIR ? "MODELS_DIR must lead to a copy of the folder models/." : "It is part of the repository: is the clone whole?"}`,
  });
}

/**
 * Keeps the port until the server takes it, so that of two that are started at once one says so and ends. What it
 * returns gives the port free.
 */
function holdPort({ HOST, PORT }: Env): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const holder = createServer((socket) => socket.destroy());
    holder.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE" ? "is in use by another program" : `cannot be used (${error.code})`;
      reject(
        new AppError("internal", {
          public: `Port ${PORT} on ${HOST} ${reason}. Set PORT to another, for example: PORT=3001 npm start`,
        }),
      );
    });
    const give = () => new Promise<void>((given) => holder.close(() => given()));
    holder.listen(PORT, HOST, () => resolve(give));
    holder.unref();
  });
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now();
  const result = await work();
  steps.push({ name, took: seconds(Date.now() - from) });
  return result;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function explain(error: unknown): string {
  if (error instanceof EnvError) return `${error.message}\nEach setting is described in .env.example.`;
  if (error instanceof AppError) return error.public;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

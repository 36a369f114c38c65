// Lends databases to test files. Nothing starts until a test file asks: a small server in the main process
// of the run makes the real Postgres, its template and the embedded snapshot once, and removes them at the end.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:http";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../scripts/toolchain/postgres.mjs";
import { closeDatabase, connectTo, openDatabase } from "../client";
import { stopEmbedded } from "../embedded/stop";
import { migrateDatabase } from "../migrate";
import { bundleScript } from "./bundle-script";
import { makeScratchFolder } from "./scratch-folder";

declare module "vitest" {
  interface ProvidedContext {
    testDatabases: string;
    testFolder: string;
  }
}

interface RunningPostgres {
  url: string;
  stop: () => Promise<void>;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `gw_test_${process.pid}_${Date.now().toString(36)}`;
  let running: Promise<RunningPostgres> | undefined;
  let template: Promise<string> | undefined;
  let snapshot: Promise<string> | undefined;
  let made = 0;
  const bundles = new Map<string, Promise<string>>();
  const bundleFolder = path.resolve(".cache", `test-${process.pid}`);
  const bundle = (script: string) => {
    const made = bundles.get(script) ?? bundleScript(script, bundleFolder);
    bundles.set(script, made);
    return made;
  };

  const answers: Record<string, () => Promise<string>> = {
    // A server without any database of ours, for tests that make their own.
    "/postgres/empty": async () => {
      running ??= start();
      const { url } = await running;
      const name = `${prefix}_${made++}`;
      await administer(url, `create database ${name}`);
      return withDatabase(url, name);
    },
    "/postgres": async () => {
      running ??= start();
      const { url } = await running;
      template ??= makeTemplate(url, `${prefix}_template`);
      const name = `${prefix}_${made++}`;
      await administer(url, `create database ${name} template ${await template}`);
      return withDatabase(url, name);
    },
    "/embedded": async () => {
      snapshot ??= makeSnapshot();
      return snapshot;
    },
  };

  // One answer at a time: a template must have no other connection while it is copied.
  let queue: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    const answer = url.startsWith("/bundle/") ? () => bundle(url.slice("/bundle/".length)) : answers[url];
    const result = queue.then(() => (answer ? answer() : Promise.reject(new Error("unknown request"))));
    queue = result.catch(() => {});
    result.then(
      (value) => response.end(value),
      (error: unknown) => {
        response.statusCode = error instanceof NoPostgres ? 503 : 500;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  const folder = makeScratchFolder();
  const socket = path.join(folder, "lend.sock");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  server.unref();
  project.provide("testDatabases", socket);
  project.provide("testFolder", folder);

  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const started = await running?.catch(() => undefined);
    if (started && process.env.TEST_DATABASE_URL) await dropAll(started.url, prefix);
    await started?.stop();
    for (const made of [folder, bundleFolder]) rmSync(made, { recursive: true, force: true });
  };
}

class NoPostgres extends Error {}

async function start(): Promise<RunningPostgres> {
  try {
    return (await startPostgres()) as RunningPostgres;
  } catch (error) {
    throw new NoPostgres(error instanceof Error ? error.message : String(error));
  }
}

async function makeTemplate(url: string, name: string): Promise<string> {
  await administer(url, `create database ${name}`);
  const db = await openDatabase({ url: withDatabase(url, name), poolSize: 2 });
  await migrateDatabase(db);
  await closeDatabase(db);
  return name;
}

/** A migrated data folder in the user's cache, named by everything that decides its content. */
async function makeSnapshot(): Promise<string> {
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "groundwork");
  const folder = path.join(cache, `embedded-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(tmpdir(), "gw-snapshot-"));
  try {
    const db = await openDatabase({ dataDir: work, poolSize: 2 });
    await migrateDatabase(db);
    await closeDatabase(db);
    await stopEmbedded(work);
    rmSync(path.join(work, "run"), { recursive: true, force: true });
    for (const name of readdirSync(cache)) {
      // Another checkout may be using its own.
      const old = statSync(path.join(cache, name)).mtimeMs < Date.now() - 7 * 86_400_000;
      if (old && name.startsWith("embedded-"))
        rmSync(path.join(cache, name), { recursive: true, force: true });
    }
    await move(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

async function move(from: string, to: string): Promise<void> {
  const { cp } = await import("node:fs/promises");
  const staged = `${to}.${process.pid}.part`;
  await cp(from, staged, { recursive: true });
  try {
    renameSync(staged, to);
  } catch (error) {
    // Another run made the same one in the meantime.
    rmSync(staged, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync("drizzle").sort()) {
    if (name.endsWith(".sql")) hash.update(name).update(readFileSync(path.join("drizzle", name)));
  }
  for (const name of ["pglite", "pglite-pgvector", "pglite-pg_textsearch"]) {
    hash.update(readFileSync(path.join("node_modules", "@electric-sql", name, "package.json")));
  }
  for (const name of readdirSync(path.join("db", "embedded")).sort()) {
    if (/^(format|open|server)\.ts$/.test(name)) hash.update(readFileSync(path.join("db", "embedded", name)));
  }
  for (const file of ["db/migrate.ts", "db/queries/ensure-indexes.ts"]) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

async function administer(url: string, statement: string): Promise<void> {
  const sql = connectTo(url, { max: 1, onnotice: () => {} });
  try {
    for (let tries = 0; ; tries++) {
      try {
        await sql.unsafe(statement);
        return;
      } catch (error) {
        // 57P03: still starting. 55006: the template's last connection is still closing.
        const code = (error as { code?: string }).code ?? "";
        if (tries >= 100 || !["57P03", "55006"].includes(code)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function dropAll(url: string, prefix: string): Promise<void> {
  const sql = connectTo(url, { max: 1, onnotice: () => {} });
  const rows = await sql<{ datname: string }[]>`
    select datname from pg_database where starts_with(datname, ${prefix})`;
  for (const row of rows) await sql.unsafe(`drop database if exists "${row.datname}" with (force)`);
  await sql.end({ timeout: 5 });
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}

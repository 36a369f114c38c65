// The same tests on both databases. Each engine of each test file gets a freshly migrated database of its own.
import { rmSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { resetEnv } from "@/lib/env/env";
import { closeDatabase, type Database, openDatabase } from "../client";
import { stopEmbedded } from "../embedded/stop";
import { copyFolder, lend, makeDataFolder, NoPostgresError, useBundledDatabase } from "./lend";

export type Engine = "embedded" | "postgres";

/** A database lent to a block of tests. Read it inside tests and hooks, not while tests are collected. */
export interface TestDatabase {
  engine: Engine;
  /** Pool on the database; also what `database()` of `db/client.ts` returns meanwhile. */
  readonly db: Database;
  /** Settings that make a child process use this database. */
  readonly settings: { DATABASE_URL: string; DATA_DIR: string };
  /** Another pool on the same database, as another process would have. Close it yourself. */
  open(poolSize?: number): Promise<Database>;
}

/**
 * Runs the tests on the embedded database and on a real Postgres:
 * `describeEachDatabase("searchChunks", (test) => { it("…", async () => { … test.db … }) })`.
 * Where no Postgres can be had its half is reported as skipped with the reason; with `CI=true` it fails.
 */
export function describeEachDatabase(title: string, tests: (test: TestDatabase) => void): void {
  for (const engine of ["embedded", "postgres"] as const) describeDatabase(engine, title, tests);
}

/** The same on one engine alone. */
export function describeDatabase(engine: Engine, title: string, tests: (test: TestDatabase) => void): void {
  describe(`${title} (${engine})`, () => {
    let lent: LentDatabase | undefined;
    let missing: string | undefined;
    const current = () => {
      if (!lent) throw new Error("The test database is there inside tests and hooks only.");
      return lent;
    };
    beforeAll(async () => {
      try {
        lent = await lendDatabase(engine);
      } catch (error) {
        if (process.env.CI === "true" || !(error instanceof NoPostgresError)) throw error;
        missing = `no Postgres: ${error.message}`;
        console.warn(`Skipped: ${title} (postgres): ${missing}`);
      }
    });
    beforeEach((context) => {
      if (missing) context.skip(missing);
    });
    afterAll(async () => {
      await lent?.giveBack();
      lent = undefined;
    });
    tests({
      engine,
      get db() {
        return current().db;
      },
      get settings() {
        return current().settings;
      },
      open: (poolSize) => current().open(poolSize),
    });
  });
}

export interface LentDatabase extends TestDatabase {
  giveBack(): Promise<void>;
}

/** A freshly migrated database that the process-wide `database()` uses until it is given back. */
export async function lendDatabase(engine: Engine): Promise<LentDatabase> {
  const lent = await lend(engine === "postgres" ? "/postgres" : "/embedded");
  const url = engine === "postgres" ? lent : undefined;
  const dataDir = makeDataFolder();
  if (url === undefined) {
    await useBundledDatabase();
    copyFolder(lent, dataDir);
  }
  const open = (poolSize = 5) =>
    url === undefined ? openDatabase({ dataDir, poolSize }) : openDatabase({ url, poolSize });
  const db = await open();
  const settings = { DATABASE_URL: url ?? "", DATA_DIR: dataDir };
  const before = { DATABASE_URL: process.env.DATABASE_URL, DATA_DIR: process.env.DATA_DIR };
  Object.assign(process.env, settings);
  resetEnv();
  const shared = globalThis as { groundworkDatabase?: Promise<Database> | undefined };
  shared.groundworkDatabase = Promise.resolve(db);
  return {
    engine,
    db,
    settings,
    open,
    async giveBack() {
      await closeDatabase(db);
      shared.groundworkDatabase = undefined;
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      resetEnv();
      await stopEmbedded(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** URL of a Postgres database with nothing in it. */
export function lendEmptyPostgres(): Promise<string> {
  return lend("/postgres/empty");
}

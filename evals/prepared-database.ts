// The gate's own database: everything of the sample documents is read once for each state of the code that reads them
// and kept under `.cache`; each run works on a copy, so that two gates at once, or one that was killed, harm nothing.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, type Database, database } from "@/db/client";
import { stopEmbedded } from "@/db/embedded/stop";
import { migrateDatabase } from "@/db/migrate";
import { resetEnv } from "@/lib/env/env";
import { syncSuite } from "@/lib/evals/sync-suite";

const root = path.resolve(import.meta.dirname, "..");
const cache = path.join(root, ".cache", "eval-gate");
/** Whatever changes what stands in the database after the documents were read. */
const inputs = ["lib/ingest", "lib/text", "lib/models", "db", "drizzle", "evals/suites"];

/** Runs `work` on a copy of the database that has the suite's documents and nothing else; removes the copy. */
export async function withPreparedDatabase<T>(suite: string, work: (db: Database) => Promise<T>): Promise<T> {
  const key = keyOf(suite);
  const kept = path.join(cache, key);
  const folder = mkdtempSync(path.join(tmpdir(), "gw-gate-"));
  const data = path.join(folder, "data");
  try {
    if (existsSync(kept)) cpSync(kept, data, { recursive: true });
    else {
      const startedAt = Date.now();
      await onDatabase(data, async (db) => {
        await migrateDatabase(db);
        await syncSuite(db, { id: suite, onStep: (step) => console.error(`${step} …`) });
      });
      await keep(data, kept);
      console.error(`they are kept for the next time, ${Math.round((Date.now() - startedAt) / 1000)} s`);
    }
    return await onDatabase(data, async (db) => {
      // Cases may have changed while the documents did not.
      await syncSuite(db, { id: suite });
      return work(db);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function onDatabase<T>(folder: string, work: (db: Database) => Promise<T>): Promise<T> {
  delete process.env.DATABASE_URL;
  process.env.DATA_DIR = folder;
  resetEnv();
  const db = await database();
  try {
    return await work(db);
  } finally {
    await closeDatabase(db);
    await stopEmbedded(folder, 120_000);
  }
}

/** Whole or not at all, and nothing older beside it. */
async function keep(from: string, to: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const half = mkdtempSync(path.join(cache, "half-"));
  cpSync(from, path.join(half, "data"), { recursive: true });
  for (const name of readdirSync(cache))
    if (!name.startsWith("half-")) rmSync(path.join(cache, name), { recursive: true, force: true });
  await rename(path.join(half, "data"), to).catch(() => {});
  rmSync(half, { recursive: true, force: true });
}

function keyOf(suite: string): string {
  const hash = createHash("sha256").update(suite);
  const file = JSON.parse(readFileSync(path.join(root, "evals/suites", `${suite}.json`), "utf8")) as {
    corpus: { folder: string }[];
  };
  for (const input of [...inputs, ...file.corpus.map(({ folder }) => folder)])
    for (const name of filesOf(path.join(root, input), inputs.includes(input)))
      hash.update(`${path.relative(root, name)}\n`).update(readFileSync(name));
  hash.update(readFileSync(path.join(root, "package-lock.json")));
  return hash.digest("hex").slice(0, 24);
}

function filesOf(folder: string, isCode: boolean): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !(isCode && /\.test\.tsx?$/.test(entry.name)))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

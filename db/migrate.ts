// Brings a database to the newest schema. Safe to call from several processes at once.
import { existsSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type { Database } from "./client";
import { ensureIndexes } from "./queries/ensure-indexes";

/** Runs the migrations in `drizzle/` that the database doesn't have yet, one process at a time. */
export async function migrateDatabase(db: Database): Promise<void> {
  const connection = await db.$client.reserve();
  try {
    await connection`select pg_advisory_lock(4711001)`;
    await migrate(db, { migrationsFolder: migrationsFolder() });
  } finally {
    await connection`select pg_advisory_unlock(4711001)`;
    connection.release();
  }
  await db.execute(sql`insert into corpus_state (id, version) values ('corpus', 0) on conflict do nothing`);
  await ensureIndexes(db);
}

function migrationsFolder(): string {
  const folder = path.resolve("drizzle");
  if (!existsSync(folder)) throw new Error(`No migrations in ${folder}: run from the project's folder.`);
  return folder;
}

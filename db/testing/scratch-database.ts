// A migrated database for a bench: made for it and dropped after it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, connectTo, type Database, openDatabase } from "../client";
import { stopEmbedded } from "../embedded/stop";
import { migrateDatabase } from "../migrate";

export interface ScratchDatabase {
  db: Database;
  drop(): Promise<void>;
}

/** A new database on the server of `url`, else an embedded one in a temporary folder. */
export async function openScratchDatabase({
  url,
}: {
  url?: string | undefined;
} = {}): Promise<ScratchDatabase> {
  return url ? onServer(url) : embedded();
}

async function embedded(): Promise<ScratchDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "gw-bench-"));
  const db = await openDatabase({ dataDir });
  await migrateDatabase(db);
  return {
    db,
    drop: async () => {
      await closeDatabase(db);
      await stopEmbedded(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string): Promise<ScratchDatabase> {
  const name = `gw_bench_${process.pid}_${Date.now().toString(36)}`;
  await administer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const db = await openDatabase({ url: own.href });
  await migrateDatabase(db);
  return {
    db,
    drop: async () => {
      await closeDatabase(db);
      await administer(url, `drop database if exists ${name} with (force)`);
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = connectTo(url, { max: 1, onnotice: () => {} });
  try {
    await client.unsafe(statement);
  } finally {
    await client.end({ timeout: 5 });
  }
}

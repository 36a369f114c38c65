// A database as it is at one moment, read at leisure while others go on writing.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env/env";
import { closeDatabase, type Database, type OpenOptions, openDatabase } from "../client";
import { embeddedPaths } from "../embedded/paths";
import { stopEmbedded } from "../embedded/stop";

export interface Snapshot {
  db: Database;
  close(): Promise<void>;
}

/**
 * Opens a database to read all of it. A real Postgres gives every transaction its own view. The embedded
 * one runs one transaction at a time, so its files are copied between two of them, which takes as long as
 * the disk needs, and the copy is opened by a process of its own.
 */
export async function openSnapshot(options: OpenOptions = {}): Promise<Snapshot> {
  const url = options.url ?? (options.dataDir ? undefined : env().DATABASE_URL);
  if (url) {
    const db = await openDatabase({ url, poolSize: 2 });
    return { db, close: () => closeDatabase(db) };
  }
  const paths = embeddedPaths(options.dataDir ?? env().DATA_DIR);
  const live = await openDatabase({ dataDir: paths.dataDir, poolSize: 1 });
  const copy = mkdtempSync(path.join(paths.dataDir, "snapshot-"));
  const remove = () => rmSync(copy, { recursive: true, force: true });
  try {
    const target = embeddedPaths(copy);
    mkdirSync(target.cluster, { mode: 0o700 });
    if (existsSync(paths.format)) cpSync(paths.format, target.format);
    await live.$client.unsafe(`snapshot embedded '${target.cluster.replaceAll("'", "''")}'`).simple();
    const db = await openDatabase({ dataDir: copy, poolSize: 1 });
    return {
      db,
      async close() {
        await closeDatabase(db);
        await stopEmbedded(copy);
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  } finally {
    await closeDatabase(live);
  }
}

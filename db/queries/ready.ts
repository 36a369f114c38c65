import { sql } from "drizzle-orm";
import { database } from "../client";
import { knownMigrations } from "../migrations";

export interface DatabaseReadiness {
  reachable: boolean;
  /** True when the database has exactly the migrations of this version. */
  migrated: boolean;
  latencyMs: number;
}

/** Whether the process-wide database answers within `timeoutMs` and has the newest schema. Never throws. */
export async function databaseReadiness(timeoutMs = 2_000): Promise<DatabaseReadiness> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, undefined);
  });
  const asked = lastMigrationIfAny().catch(() => undefined);
  const last = await Promise.race([asked, late]);
  clearTimeout(timer);
  return {
    reachable: last !== undefined,
    migrated: last !== undefined && last === knownMigrations().at(-1)?.at,
    latencyMs: performance.now() - startedAt,
  };
}

async function lastMigrationIfAny(): Promise<number> {
  const db = await database();
  const [found] = await db.execute<{ there: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  if (!found?.there) return 0;
  const [row] = await db.execute<{ last: string | null }>(
    sql`select max(created_at) as last from drizzle.__drizzle_migrations`,
  );
  return Number(row?.last ?? 0);
}

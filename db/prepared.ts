// Statements of the hottest paths, prepared once a connection: one round trip and no planning instead of two and a plan.
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { env } from "@/lib/env/env";
import type { Database, Queryable } from "./client";

const dialect = new PgDialect();

/**
 * Runs `query` as a prepared statement, outside of transactions; inside of one as any other. For few statements whose
 * text stays the same and whose plan doesn't hang on their values: each text is kept by each connection. Off by
 * `DATABASE_PREPARE`, for poolers that can't.
 */
export async function executePrepared<Row extends Record<string, unknown>>(
  db: Queryable,
  query: SQL,
): Promise<readonly Row[]> {
  if (!isDatabase(db) || env().DATABASE_PREPARE === "off") {
    const rows: readonly unknown[] = await db.execute(query);
    return rows as readonly Row[];
  }
  const { sql: text, params } = dialect.sqlToQuery(query);
  const rows: readonly unknown[] = await db.$client.unsafe(text, params as string[], { prepare: true });
  return rows as readonly Row[];
}

function isDatabase(db: Queryable): db is Database {
  return "$client" in db;
}

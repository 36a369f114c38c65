// A database as lines of text, the same from either engine: a header, the rows of each table, an end that
// counts them. One line a row, each value in Postgres' own text form, so that nothing is rounded on the way.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../client";
import { isConnectionLost } from "../guard-transactions";
import { lastMigration } from "../migrate";
import { listTables, type Table } from "./tables";

/** Raised when older versions can't read what is written. */
export const backupFormat = 1;

export const headerSchema = z.object({
  groundwork_backup: z.number().int(),
  /** The newest migration of the database, in milliseconds since 1970. */
  schema: z.number().int(),
  created_at: z.string(),
});
export const tableSchema = z.object({
  table: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), identity: z.boolean() })),
});
export const endSchema = z.object({
  end: z.record(z.string(), z.object({ rows: z.number().int(), sha256: z.string() })),
});

export type BackupHeader = z.infer<typeof headerSchema>;
export type TableSums = z.infer<typeof endSchema>["end"];

/** The lines of a backup, all from one moment. */
export async function* dumpLines(db: Database): AsyncGenerator<string> {
  // Asked beforehand: in the embedded database the open transaction would keep other connections waiting.
  const tables = await listTables(db);
  const header: BackupHeader = {
    groundwork_backup: backupFormat,
    schema: await lastMigration(db),
    created_at: new Date().toISOString(),
  };
  const connection = await db.$client.reserve();
  let lost = false;
  try {
    await connection`begin isolation level repeatable read read only`;
    await connection.unsafe(
      "set local timezone = 'UTC'; set local datestyle = 'ISO'; set local bytea_output = 'hex'; set local extra_float_digits = 1",
    );
    yield JSON.stringify(header);
    const sums: TableSums = {};
    for (const table of tables) {
      yield JSON.stringify({ table: table.name, columns: table.columns });
      const hash = createHash("sha256");
      let rows = 0;
      for await (const batch of connection.unsafe(selectRows(table)).cursor(batchSize(table))) {
        for (const { line } of batch) {
          hash.update(line).update("\n");
          rows++;
          yield line as string;
        }
      }
      sums[table.name] = { rows, sha256: hash.digest("hex") };
    }
    yield JSON.stringify({ end: sums });
  } catch (error) {
    lost = isConnectionLost(error);
    throw error;
  } finally {
    // On a connection that is gone the driver must not be asked for anything.
    if (!lost) await connection`rollback`.catch(() => {});
    connection.release();
  }
}

/** Counts and checksums of a database, table by table, as a backup of it would hold them. */
export async function sumTables(db: Database): Promise<TableSums> {
  let last = "";
  for await (const line of dumpLines(db)) last = line;
  return endSchema.parse(JSON.parse(last)).end;
}

function selectRows({ name, columns, key }: Table): string {
  const values = columns.map((column) => `${quote(column.name)}::text`).join(", ");
  // Text is sorted by bytes: the rules of a language differ from server to server.
  const order = (key.length > 0 ? key : columns)
    .map((column) => (column.type === "text" ? `${quote(column.name)} collate "C"` : quote(column.name)))
    .join(", ");
  return `select json_build_array(${values})::text as line from ${quote(name)} order by ${order}`;
}

/** Few enough rows at a time that memory stays bounded whatever they hold. */
function batchSize({ columns }: Table): number {
  if (columns.some((column) => column.type === "bytea")) return 4;
  return columns.some((column) => column.type === "jsonb") ? 32 : 500;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** For queries that need no values: `sql.raw` of several names. */
export function quoteAll(names: string[]) {
  return sql.raw(names.map(quote).join(", "));
}

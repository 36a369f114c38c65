// Puts the lines of a backup into a database: all of them or, when anything is wrong, none.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors/app-error";
import type { Database, Queryable } from "../client";
import { applyMigrations } from "../migrate";
import { knownMigrations, type Migration } from "../migrations";
import { ensureIndexes } from "../queries/ensure-indexes";
import { dropSchema } from "./drop-schema";
import { backupFormat, endSchema, headerSchema, quote, quoteAll, type TableSums, tableSchema } from "./dump";
import { listTables } from "./tables";

const batchBytes = 4 * 1024 * 1024;
/** Rows that a database has from its first start on. */
const standing = new Set(["settings", "corpus_state", "sources"]);

export interface LoadOptions {
  /** Replaces what is there. */
  force?: boolean;
  migrations?: Migration[];
}

/** Throws unless nothing that people made is in the database. */
export async function refuseFilled(db: Queryable): Promise<void> {
  for (const { name } of await listTables(db)) {
    if (standing.has(name)) continue;
    const [row] = await db.execute(sql.raw(`select 1 from ${quote(name)} limit 1`));
    if (row) {
      throw new AppError("conflict", {
        public:
          "The database is not empty, and restoring replaces everything in it. Add --force if that is what you want.",
        internal: `${name} has rows`,
      });
    }
  }
}

/**
 * Restores into a migrated database, in one transaction. Lines of an older schema are put into that schema
 * first and migrated afterwards. Returns counts and checksums as the lines gave them.
 */
export async function loadLines(
  db: Database,
  lines: AsyncIterable<string>,
  { force = false, migrations = knownMigrations() }: LoadOptions = {},
): Promise<TableSums> {
  const sums = await db.transaction(async (tx) => {
    if (!force) await refuseFilled(tx);
    const reader = lines[Symbol.asyncIterator]();
    const header = headerOf((await reader.next()).value, migrations);
    const later = migrations.filter((migration) => migration.at > header.schema);
    // The audit log refuses every change but retention; loading a backup replaces all there is.
    await tx.execute(sql`select set_config('groundwork.audit_retention', 'on', true)`);
    if (later.length > 0) {
      await dropSchema(tx);
      await applyMigrations(
        tx,
        migrations.filter((migration) => migration.at <= header.schema),
      );
    }
    // Also what migrations themselves put there: the backup has it as it was left.
    const tables = await listTables(tx);
    await tx.execute(sql`truncate ${quoteAll(tables.map((table) => table.name))} cascade`);
    const loaded = await loadRows(tx, reader);
    await setIdentities(tx);
    if (later.length > 0) await applyMigrations(tx, migrations);
    // What is kept of the old content, in memory or by a browser, is stale.
    await tx.execute(sql`update corpus_state set version = version + 1`);
    return loaded;
  });
  await ensureIndexes(db);
  return sums;
}

/** Reads a whole backup without using it: throws when it is damaged, cut off or newer than this version. */
export async function checkLines(
  lines: AsyncIterable<string>,
  migrations = knownMigrations(),
): Promise<TableSums> {
  const reader = lines[Symbol.asyncIterator]();
  headerOf((await reader.next()).value, migrations);
  return await readTables(reader, async () => {});
}

async function loadRows(tx: Queryable, reader: AsyncIterator<string>): Promise<TableSums> {
  let batch: string[] = [];
  let size = 0;
  let insert = "";
  const flush = async () => {
    if (batch.length > 0)
      await tx.execute(sql`${sql.raw(insert)} json_array_elements(${`[${batch.join(",")}]`}::json) as r`);
    batch = [];
    size = 0;
  };
  return await readTables(reader, async (event) => {
    if (event.kind === "row") {
      batch.push(event.line);
      size += event.line.length;
      if (size >= batchBytes) await flush();
      return;
    }
    await flush();
    if (event.kind === "end") return;
    const { table, columns } = event;
    const values = columns.map(({ type }, at) => `(r->>${at})::${type}`).join(", ");
    const names = columns.map(({ name }) => quote(name)).join(", ");
    insert = `insert into ${quote(table)} (${names}) overriding system value select ${values} from`;
  });
}

type LineEvent =
  | { kind: "table"; table: string; columns: { name: string; type: string; identity: boolean }[] }
  | { kind: "row"; line: string }
  | { kind: "end" };

/** Goes through the tables, checks each against the counts and checksums at the end. */
async function readTables(
  reader: AsyncIterator<string>,
  on: (event: LineEvent) => Promise<void>,
): Promise<TableSums> {
  const found: TableSums = {};
  let table: string | undefined;
  let hash = createHash("sha256");
  let rows = 0;
  const close = () => {
    if (table !== undefined) found[table] = { rows, sha256: hash.digest("hex") };
    hash = createHash("sha256");
    rows = 0;
  };
  for (let next = await reader.next(); !next.done; next = await reader.next()) {
    const line = next.value;
    if (line.startsWith("[")) {
      hash.update(line).update("\n");
      rows++;
      await on({ kind: "row", line });
      continue;
    }
    close();
    const value = parse(line);
    const end = endSchema.safeParse(value);
    if (end.success) {
      await on({ kind: "end" });
      if (!sameSums(found, end.data.end)) throw damagedBackup("counts or checksums don't match");
      return found;
    }
    const start = tableSchema.safeParse(value);
    if (!start.success) throw damagedBackup(`an unknown line: ${line.slice(0, 80)}`);
    table = start.data.table;
    await on({ kind: "table", ...start.data });
  }
  throw damagedBackup("it ends too early");
}

/** The tables whose counts or checksums differ, leaving out what a restore changes itself. */
export function differingTables(one: TableSums, other: TableSums): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) =>
      name !== "corpus_state" &&
      (one[name]?.rows !== other[name]?.rows || one[name]?.sha256 !== other[name]?.sha256),
  );
}

function sameSums(one: TableSums, other: TableSums): boolean {
  return differingTables(one, other).length === 0 && one.corpus_state?.sha256 === other.corpus_state?.sha256;
}

async function setIdentities(tx: Queryable): Promise<void> {
  for (const { name, columns } of await listTables(tx)) {
    for (const column of columns.filter(({ identity }) => identity)) {
      await tx.execute(
        sql.raw(`select setval(pg_get_serial_sequence('${quote(name)}', '${column.name}'),
          greatest(max(${quote(column.name)}), 1), max(${quote(column.name)}) is not null) from ${quote(name)}`),
      );
    }
  }
}

function headerOf(line: string | undefined, migrations: Migration[]) {
  const header = headerSchema.safeParse(parse(line ?? ""));
  if (!header.success) throw damagedBackup("it has no header");
  const newer =
    header.data.groundwork_backup > backupFormat || header.data.schema > (migrations.at(-1)?.at ?? 0);
  if (newer) {
    throw new AppError("conflict", {
      public: "The backup was written by a newer version of Groundwork. Restore it with that version.",
    });
  }
  return header.data;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw damagedBackup("a line that can't be read");
  }
}

export function damagedBackup(reason: string, cause?: unknown): AppError {
  return new AppError("file_corrupt", {
    public: `The backup is damaged or no backup of Groundwork (${reason}). Nothing was changed.`,
    internal: reason,
    cause,
  });
}

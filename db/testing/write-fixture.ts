// Writes the rows of `fill-database.ts` as SQL, to keep them for upgrade tests before a migration is added.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { quote } from "../backup/dump";
import { listTables } from "../backup/tables";
import { closeDatabase, openDatabase } from "../client";
import { stopEmbedded } from "../embedded/stop";
import { migrateDatabase } from "../migrate";
import { knownMigrations } from "../migrations";
import { fillDatabase } from "./fill-database";

const dataDir = mkdtempSync(path.join(tmpdir(), "gw-fixture-"));
const db = await openDatabase({ dataDir, poolSize: 2 });
await migrateDatabase(db);
await fillDatabase(db, 2);
const statements: string[] = [];
for (const { name, columns } of await listTables(db)) {
  const names = columns.map((column) => quote(column.name)).join(", ");
  const values = columns.map((column) => `quote_nullable(${quote(column.name)}::text)`).join(" || ', ' || ");
  const rows = await db.execute<{ row: string }>(sql.raw(`select ${values} as row from ${quote(name)}`));
  for (const { row } of rows) {
    statements.push(
      `insert into ${quote(name)} (${names}) overriding system value values (${row}) on conflict do nothing;`,
    );
  }
}
const file = path.join("db/testing/fixtures", `${knownMigrations().at(-1)?.name}.sql`);
writeFileSync(file, `${statements.join("\n--> statement-breakpoint\n")}\n`);
await closeDatabase(db);
await stopEmbedded(dataDir);
rmSync(dataDir, { recursive: true, force: true });
console.log(`Written: ${file}`);

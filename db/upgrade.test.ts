// A database of any earlier version is brought to the newest schema with its rows; a newer one is refused.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { dropSchema } from "./backup/drop-schema";
import { sumTables } from "./backup/dump";
import { closeDatabase, type Database, openDatabase } from "./client";
import { migrateDatabase, runMigrations } from "./migrate";
import { knownMigrations } from "./migrations";
import { databaseReadiness } from "./queries/ready";
import { fillDatabase } from "./testing/fill-database";
import { describeEachDatabase } from "./testing/test-databases";

vi.setConfig({ testTimeout: 120_000 });
const migrations = knownMigrations();
const newest = migrations.at(-1);
const later = {
  name: "9999_later",
  at: (newest?.at ?? 0) + 1,
  hash: "later",
  statements: ["create table later_table (id int)"],
};

describeEachDatabase("Upgrading", (test) => {
  /** An emptied database with the schema as it was after `count` migrations. */
  async function rewind(db: Database, count: number): Promise<void> {
    await db.transaction(dropSchema);
    await runMigrations(db, migrations.slice(0, count));
  }

  for (const [at, migration] of migrations.entries()) {
    it(`from ${migration.name} keeps every row`, async () => {
      await rewind(test.db, at + 1);
      const fixture = path.join("db/testing/fixtures", `${migration.name}.sql`);
      if (migration === newest) await fillDatabase(test.db);
      else {
        expect(existsSync(fixture), `${fixture} is needed: see db/testing/fixtures/README.md`).toBe(true);
        for (const statement of readFileSync(fixture, "utf8").split("--> statement-breakpoint")) {
          await test.db.execute(sql.raw(statement));
        }
      }
      const before = await sumTables(test.db);
      await migrateDatabase(test.db);
      const after = await sumTables(test.db);
      for (const [name, { rows }] of Object.entries(before)) {
        if (name !== "corpus_state") expect(after[name]?.rows, name).toBe(rows);
      }
      expect(after.chunks?.rows).toBeGreaterThan(0);
      expect((await databaseReadiness()).migrated).toBe(true);
    });
  }

  it("runs each migration once, however many processes start at the same moment", async () => {
    await rewind(test.db, 0);
    const others = await Promise.all(Array.from({ length: 6 }, () => test.open(2)));
    await Promise.all(others.map((db) => migrateDatabase(db)));
    await Promise.all(others.map(closeDatabase));
    expect(
      await test.db.execute(sql`select count(*)::int as count from drizzle.__drizzle_migrations`),
    ).toEqual([{ count: migrations.length }]);
  });

  it("leaves the old schema when a migration fails", async () => {
    const broken = { ...later, statements: [...later.statements, "select 1 / 0"] };
    await expect(runMigrations(test.db, [...migrations, broken])).rejects.toThrow();
    expect(await test.db.execute(sql`select to_regclass('later_table') as found`)).toEqual([{ found: null }]);
    expect((await databaseReadiness()).migrated).toBe(true);
  });

  it("is refused, in words, for a database of a newer version, which isn't ready either", async () => {
    await runMigrations(test.db, [...migrations, later]);
    await expect(migrateDatabase(test.db)).rejects.toMatchObject({
      code: "database_unavailable",
      public: expect.stringMatching(/newer version/),
    });
    expect(await databaseReadiness()).toMatchObject({ reachable: true, migrated: false });
  });
});

describe("A database that can't be reached", () => {
  it("is not ready, and says so within the time given", async () => {
    const shared = globalThis as { groundworkDatabase?: Promise<Database> | undefined };
    const db = await openDatabase({ url: "postgres://nobody@127.0.0.1:9/none" });
    shared.groundworkDatabase = Promise.resolve(db);
    const startedAt = performance.now();
    expect(await databaseReadiness(500)).toMatchObject({ reachable: false, migrated: false });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    shared.groundworkDatabase = undefined;
    await db.$client.end({ timeout: 0 });
  });
});

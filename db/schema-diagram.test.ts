import { readdirSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { schemaDiagram } from "./schema-diagram";
import { describeDatabase } from "./testing/test-databases";

it("docs/data.md shows every table, column and foreign key of db/schema", () => {
  const shown = readFileSync("docs/data.md", "utf8").match(/```mermaid\n(erDiagram[\s\S]*?)\n```/)?.[1];
  expect(shown, "Write it with: npx tsx db/testing/write-diagram.ts").toBe(schemaDiagram());
});

it("driver and diagram know every file of db/schema", () => {
  const source = readFileSync("db/schema-tables.ts", "utf8");
  for (const file of readdirSync("db/schema")) {
    expect(source).toContain(`"./schema/${file.replace(/\.ts$/, "")}"`);
  }
});

describeDatabase("embedded", "The diagram", (test) => {
  it("has the tables, columns and foreign keys that a migrated database has", async () => {
    const columns = await test.db.execute<{ table: string; column: string }>(sql`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' order by table_name`);
    const diagram = schemaDiagram();
    const [entities = "", ...relations] = diagram.split(/\n(?= {2}\w+ [|}o]{2}--)/);
    const drawn = new Map(
      [...entities.matchAll(/^ {2}(\w+) \{\n([\s\S]*?)\n {2}\}/gm)].map(([, table = "", body = ""]) => [
        table,
        body.split("\n").map((line) => line.trim().split(" ")[1] ?? ""),
      ]),
    );
    const found = new Map<string, string[]>();
    for (const { table, column } of columns) found.set(table, [...(found.get(table) ?? []), column]);
    expect([...drawn.keys()].sort()).toEqual([...found.keys()].sort());
    for (const [table, names] of found) expect(drawn.get(table)?.toSorted(), table).toEqual(names.toSorted());
    const [keys] = await test.db.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
    );
    expect(relations).toHaveLength(keys?.count ?? 0);
  });
});

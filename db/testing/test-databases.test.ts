import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "../client";
import { describeEachDatabase } from "./test-databases";

describeEachDatabase("A test database", (test) => {
  it("is migrated, empty and has vectors", async () => {
    const [row] = await test.db.execute<{ count: number; distance: number }>(
      sql`select count(*)::int as count, '[1,0]'::vector <-> '[0,0]'::vector as distance from documents`,
    );
    expect(row).toEqual({ count: 0, distance: 1 });
  });

  it("is what the process-wide database() returns", async () => {
    expect(await database()).toBe(test.db);
  });

  it("is seen by another pool", async () => {
    await test.db.execute(sql`insert into settings (key, value) values ('a', '1')`);
    const other = await test.open(1);
    expect(await other.execute(sql`select key from settings`)).toEqual([{ key: "a" }]);
    await other.$client.end();
  });
});

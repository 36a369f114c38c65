import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { anonymousAccess } from "@/db/access";
import { ensureIndexes } from "@/db/queries/ensure-indexes";
import { searchText } from "@/db/queries/search-text";
import { insertCorpus } from "@/db/testing/insert-corpus";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { maintainIndexes } from "./maintain-indexes";

describeEachDatabase("maintainIndexes", (test) => {
  it("leaves a small corpus to the exact scan, folds the totals and changes no score", async () => {
    await ensureIndexes(test.db, { prefer: "postings" });
    for (const id of ["a", "b", "c"])
      await insertCorpus(test.db, {
        source: { id: "src" },
        documents: [{ id, chunks: [{ text: `The ${id} harbour.` }] }],
      });
    const search = () => searchText(test.db, { access: anonymousAccess, terms: ["harbour"], limit: 5 });
    const before = await search();
    expect(before).toHaveLength(3);
    expect(await maintainIndexes(test.db)).toMatchObject({ state: "scan" });
    const rows = await test.db.execute(sql`select chunks::int, terms::int from chunk_term_totals`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ chunks: 3 });
    expect(await search()).toEqual(before);
  });
});

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hideChunks } from "@/db/queries/evals";
import { describeDatabase } from "@/db/testing/test-databases";
import { searchChunks } from "@/lib/retrieval/search-chunks";
import { runnerAccess, suiteDocuments } from "./sync-suite";
import { takeInSmallSuite } from "./testing/small-suite";

describeDatabase("embedded", "Chunks lost", (test) => {
  let small: Awaited<ReturnType<typeof takeInSmallSuite>>;
  const sourceIds = ["src_suite_small_facilities", "src_suite_small_people"];
  beforeAll(async () => {
    small = await takeInSmallSuite(test.db);
  });
  afterAll(() => small?.remove());

  it("are not found by search until they are shown again", async () => {
    const visible = async () => {
      const [row] = await test.db.execute<{ count: number }>(
        sql`select count(*)::int as count from chunks where visible`,
      );
      return row?.count ?? 0;
    };
    const found = async () => {
      const { results } = await searchChunks(test.db, {
        access: runnerAccess(sourceIds),
        query: "Where do visitors park?",
        topK: 10,
        filters: undefined,
      });
      return results.length;
    };
    const all = await visible();
    expect([all > 0, (await found()) > 0]).toEqual([true, true]);
    await hideChunks(test.db, { sourceIds, share: 1 });
    expect([await visible(), await found()]).toEqual([0, 0]);
    await hideChunks(test.db, { sourceIds, share: 0 });
    expect([await visible(), (await found()) > 0]).toEqual([all, true]);
    expect((await suiteDocuments(test.db, sourceIds)).size).toBe(2);
  });
});

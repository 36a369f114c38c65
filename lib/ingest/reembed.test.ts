import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { anonymousAccess as access } from "@/db/access";
import { activeEmbedding } from "@/db/queries/active-embedding";
import { describeEachDatabase } from "@/db/testing/test-databases";
import type { EmbeddingModel } from "@/lib/models/embedding-model";
import { acceptText } from "./accept-text";
import { reembed } from "./reembed";
import { work } from "./work";

/** A second model: what matters here is that its vectors are others. */
const other: EmbeddingModel = {
  id: "test/eight",
  dimensions: 8,
  maxTokens: 250,
  covers: () => true,
  countTokens: (text) => text.length / 4,
  embed: async (texts) =>
    texts.map((text) => Float32Array.from({ length: 8 }, (_, index) => text.length % (index + 2))),
};

describeEachDatabase("Re-embedding", (test) => {
  const models = async () => {
    const rows = await test.db.execute<{ model: string; count: number }>(sql`
      select model, count(*)::int as count from embeddings group by model order by model`);
    return Object.fromEntries(rows.map((row) => [row.model, row.count]));
  };
  const signal = new AbortController().signal;

  it("keeps searches on the old model until every chunk has a new vector, then removes the old", async () => {
    for (let number = 0; number < 80; number++)
      await acceptText({
        access,
        requestId: "r",
        document: { title: `Note ${number}`, text: `Note number ${number} is short.` },
      });
    await work({ db: test.db, signal, untilIdle: true });
    const old = (await activeEmbedding(test.db)) ?? "";
    expect(await models()).toEqual({ [old]: 80 });

    // Interrupted after the first batch: the old model is still active and whole.
    const controller = new AbortController();
    const interrupted = reembed({
      db: test.db,
      model: other,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(interrupted).rejects.toThrow();
    expect(await activeEmbedding(test.db)).toBe(old);
    expect(await models()).toMatchObject({ [old]: 80, "test/eight": 64 });

    // Going on embeds the rest alone, and whatever came meanwhile.
    let looked = false;
    const result = await reembed({
      db: test.db,
      model: other,
      signal,
      onProgress: () => {
        looked = true;
      },
    });
    expect(result).toEqual({ from: old, to: "test/eight", embedded: 16, removed: 80 });
    expect(looked).toBe(true);
    expect(await activeEmbedding(test.db)).toBe("test/eight");
    expect(await models()).toEqual({ "test/eight": 80 });
  }, 120_000);
});

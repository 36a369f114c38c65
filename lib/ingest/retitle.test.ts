import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { anonymousAccess as access } from "@/db/access";
import { queryTerms } from "@/db/queries/query-terms";
import { listRetitled } from "@/db/queries/retitling";
import { searchText } from "@/db/queries/search-text";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { patchDocument } from "@/lib/documents/change-documents";
import { embeddingModel } from "@/lib/models/embedding-model";
import { acceptText } from "./accept-text";
import { embeddingText } from "./embedding-text";
import { work } from "./work";

interface Row extends Record<string, unknown> {
  context: string;
  text: string;
  tokenCount: number;
  vector: string;
}

describeEachDatabase("Retitling", (test) => {
  const workAll = () => work({ db: test.db, signal: new AbortController().signal, untilIdle: true });
  const take = async (text: string) => {
    const document = { title: "Harbour dues", uri: "dues.md", text, type: "markdown" as const };
    await acceptText({ access, requestId: "r", document });
    await workAll();
    const [row] = await test.db.execute<{ id: string }>(sql`select id from documents where uri = 'dues.md'`);
    return row?.id ?? "";
  };
  const found = async (words: string[]) => {
    const { terms } = await queryTerms(test.db, { words });
    const hits = await searchText(test.db, { access, terms: terms.map(({ term }) => term), limit: 50 });
    return hits.length;
  };
  const chunks = async (): Promise<Row[]> => [
    ...(await test.db.execute<Row>(sql`
      select c.context, c.text, c.token_count::int as "tokenCount", e.embedding::text as vector
      from chunks c join embeddings e on e.chunk_id = c.id where c.visible order by c.ordinal`)),
  ];
  /** The vectors are those of what the chunks say now. */
  const expectFresh = async () => {
    const model = await embeddingModel();
    const rows = await chunks();
    const fresh = await model.embed(rows.map(embeddingText));
    for (const [index, row] of rows.entries()) {
      const stored = JSON.parse(row.vector) as number[];
      const same = stored.reduce((sum, value, at) => sum + value * (fresh[index]?.[at] ?? 0), 0);
      expect(same).toBeGreaterThan(0.995);
    }
  };
  const long = Array.from({ length: 60 }, (_, n) => `Vessel class ${n} pays ${n * 7} euros a day.`).join(" ");
  const rows = Array.from({ length: 50 }, (_, n) => `| Barge of size ${n} | ${n * 12} |`).join("\n");
  const text = `# Harbour dues\n\n${long}\n\n## Rates\n\n| Class | Euros |\n|---|---|\n${rows}\n`;
  const title = `Mooring tariff ${"of the northern and the southern quays ".repeat(12)}`.trim();
  let id = "";

  it("words find a document under its new title at once, and not under the old one alone", async () => {
    id = await take(text);
    const before = await chunks();
    expect(before.length).toBeGreaterThan(3);
    expect(await found(["tariff"])).toBe(0);
    await patchDocument({ access, id, patch: { title } });
    expect(await found(["tariff"])).toBe(before.length);
    // What stands in the text itself stays findable.
    expect(await found(["vessel"])).toBeGreaterThan(2);
    // Searches by meaning go on with the vectors there are.
    expect((await chunks()).map((row) => row.vector)).toEqual(before.map((row) => row.vector));
    expect((await listRetitled(test.db, { limit: 5 })).map((document) => document.id)).toEqual([id]);
  });

  it("the worker embeds its chunks again, each still within what the model reads", async () => {
    await workAll();
    expect(await listRetitled(test.db, { limit: 5 })).toEqual([]);
    await expectFresh();
    const model = await embeddingModel();
    for (const row of await chunks()) {
      expect(row.context).toMatch(/^Mooring tariff/);
      expect(row.tokenCount).toBeLessThanOrEqual(240);
      expect(model.countTokens(embeddingText(row))).toBeLessThanOrEqual(245);
    }
    expect((await chunks()).at(-1)?.context).toMatch(/ > Rates\n.*Class.*Euros/);
  });

  it("a change back gives the contexts there were", async () => {
    const before = (await chunks()).map((row) => row.context);
    await patchDocument({ access, id, patch: { title: "Harbour dues" } });
    expect(await found(["tariff"])).toBe(0);
    await patchDocument({ access, id, patch: { title } });
    expect((await chunks()).map((row) => row.context)).toEqual(before);
    await workAll();
  });

  it("a new version is found under the title that was set by hand", async () => {
    await take(text.replace("Vessel class 3 ", "Dinghy class 3 "));
    expect(await found(["dinghy"])).toBeGreaterThan(0);
    expect(await found(["tariff"])).toBe((await chunks()).length);
    expect(await listRetitled(test.db, { limit: 5 })).toEqual([]);
    await expectFresh();
  });

  it("the same title again changes nothing", async () => {
    await patchDocument({ access, id, patch: { title } });
    expect(await listRetitled(test.db, { limit: 5 })).toEqual([]);
  });
});

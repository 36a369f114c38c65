import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { anonymousAccess } from "../access";
import { insertCorpus } from "../testing/insert-corpus";
import { describeEachDatabase } from "../testing/test-databases";
import { ensureIndexes, textEngine } from "./ensure-indexes";
import { queryTerms } from "./query-terms";
import { searchText } from "./search-text";

const things = [
  "embargo",
  "prices",
  "oil fields",
  "a crisis",
  "treaties",
  "barrels",
  "shock of 1973",
  "exporting countries",
];
/** Texts of different lengths in which the same words stand more or less often. */
const documents = Array.from({ length: 120 }, (_, index) => ({
  id: `doc_${String(index).padStart(3, "0")}`,
  title: `Report ${index}`,
  chunks: [
    {
      text: Array.from(
        { length: 3 + ((index * 7) % 23) },
        (_, word) => things[(index * 5 + word * word * (1 + (index % 3))) % things.length],
      ).join(" and then "),
    },
  ],
}));

describeEachDatabase("Text search", (test) => {
  beforeAll(async () => {
    await insertCorpus(test.db, { source: { id: "src_a" }, documents });
    await insertCorpus(test.db, {
      source: { id: "src_b" },
      documents: [
        {
          id: "haus",
          title: "Besucher",
          chunks: [{ text: "Alle Häuser sind für Besucher ab acht Uhr geöffnet.", textConfig: "german" }],
        },
        {
          id: "path",
          title: "Settings",
          chunks: [{ text: "Set server.max_connections in etc/pool/main.conf first." }],
        },
      ],
    });
  });

  const search = async (query: string, limit = 10) => {
    const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
    const { terms } = await queryTerms(test.db, { words });
    const unique = [...new Set(terms.map(({ term }) => term))];
    return searchText(test.db, { access: anonymousAccess, terms: unique, limit });
  };

  it("uses the BM25 extension where it is there", async () => {
    expect(await textEngine(test.db)).toBe(test.engine === "embedded" ? "bm25" : "postings");
  });

  it("ranks by the published formula of BM25", async () => {
    const rows = await test.db.execute<{ id: string; terms: string }>(
      sql`select id, terms from chunks where visible`,
    );
    const bags = rows.map((row) => ({ id: Number(row.id), words: row.terms.trim().split(" ") }));
    const average = bags.reduce((sum, bag) => sum + bag.words.length, 0) / bags.length;
    const query = ["embargo", "barrel", "1973"];
    const expected = bags
      .map(({ id, words }) => {
        let score = 0;
        for (const term of query) {
          const n = bags.filter((bag) => bag.words.includes(term)).length;
          const times = words.filter((word) => word === term).length;
          const idf = Math.log(1 + (bags.length - n + 0.5) / (n + 0.5));
          score += (idf * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * words.length) / average));
        }
        return { id, score };
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, 20);
    const hits = await searchText(test.db, { access: anonymousAccess, terms: query, limit: 20 });
    expect(hits).toHaveLength(20);
    for (const [rank, hit] of hits.entries()) {
      const own = expected.find(({ id }) => id === hit.chunkId)?.score ?? 0;
      // The extension keeps lengths in one byte as Lucene does: scores agree to some percent.
      expect(Math.abs(hit.score - own) / own).toBeLessThan(0.05);
      expect(own).toBeGreaterThan((expected[rank]?.score ?? 0) * 0.95);
    }
  });

  it("finds word forms in the language of each text", async () => {
    expect(await search("Haus")).toHaveLength(1);
    expect(await search("open embargoes")).not.toHaveLength(0);
  });

  it("finds parts of paths, identifiers and dotted names", async () => {
    for (const query of ["max_connections", "connections", "pool", "server", "main.conf"])
      expect(await search(query)).toHaveLength(1);
  });

  it("has no term for a stop word, and finds nothing without terms", async () => {
    expect(await search("the of and then")).toHaveLength(0);
    expect(
      (await queryTerms(test.db, { words: ["the", "für"] })).terms.map(({ textConfig }) => textConfig),
    ).toEqual(["english", "german"]);
  });

  it("weighs a rare term higher than a common one, and an unknown one by nothing", async () => {
    const { terms } = await queryTerms(test.db, { words: ["besucher", "report", "zebra"] });
    const weight = (word: number) =>
      Math.max(...terms.filter((term) => term.word === word).map((term) => term.weight));
    expect(weight(0)).toBeGreaterThan(weight(1));
    expect(weight(2)).toBe(0);
  });

  it("follows what is deleted and hidden", async () => {
    await insertCorpus(test.db, {
      source: { id: "src_a" },
      documents: [
        { id: "gone", chunks: [{ text: "A zeppelin landed." }] },
        { id: "hidden", visible: false, chunks: [{ text: "A zeppelin is staged." }] },
      ],
    });
    expect(await search("zeppelin")).toHaveLength(1);
    await test.db.execute(sql`update chunks set visible = false where document_id = 'gone'`);
    expect(await search("zeppelin")).toHaveLength(0);
    await test.db.execute(sql`delete from documents where id in ('gone', 'hidden')`);
    expect(await search("zeppelin")).toHaveLength(0);
  });

  it("ranks alike with the extension and with the fallback", async () => {
    const queries = [
      "oil crisis",
      "embargo of 1973",
      "treaties and barrels",
      "exporting countries prices shock",
    ];
    const before = [];
    for (const query of queries) before.push(await search(query, 30));
    await ensureIndexes(test.db, { prefer: "postings" });
    expect(await textEngine(test.db)).toBe("postings");
    const after = [];
    for (const query of queries) after.push(await search(query, 30));
    for (const [index, hits] of after.entries()) {
      const other = new Map(before[index]?.map((hit) => [hit.chunkId, hit.score]));
      expect(hits.length).toBe(other.size);
      for (const [rank, hit] of hits.entries()) {
        const ahead = before[index]?.[rank]?.score ?? 0;
        // Same place, or exchanged with one that scores within the rounding of lengths.
        expect(Math.abs((other.get(hit.chunkId) ?? ahead) - ahead)).toBeLessThanOrEqual(0.03 * ahead);
      }
    }
    // Candidates from the rarest terms alone still get the whole score, and the best is among them.
    const whole = new Map(after[3]?.map((hit) => [hit.chunkId, hit.score]));
    const words = "exporting countries prices shock".split(" ");
    const terms = [...new Set((await queryTerms(test.db, { words })).terms.map(({ term }) => term))];
    const bounded = await searchText(test.db, { access: anonymousAccess, terms, limit: 10, budget: 1 });
    expect(bounded.length).toBeGreaterThan(0);
    for (const hit of bounded)
      if (whole.has(hit.chunkId)) expect(hit.score).toBeCloseTo(whole.get(hit.chunkId) ?? 0, 8);
    expect(bounded[0]?.chunkId).toBe(after[3]?.[0]?.chunkId);
    await ensureIndexes(test.db);
    expect(await textEngine(test.db)).toBe(test.engine === "embedded" ? "bm25" : "postings");
    const again = await search("oil crisis", 30);
    expect(again.map((hit) => hit.chunkId)).toEqual(before[0]?.map((hit) => hit.chunkId));
  });
});

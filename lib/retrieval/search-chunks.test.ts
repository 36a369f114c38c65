import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Access, anonymousAccess, suiteAccess } from "@/db/access";
import { insertCorpus } from "@/db/testing/insert-corpus";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { AppError } from "@/lib/errors/app-error";
import { embeddingModel } from "@/lib/models/embedding-model";
import type { SearchFilters } from "./schema";
import { searchChunks } from "./search-chunks";

interface Text {
  id: string;
  title: string;
  text: string;
  type?: string;
  tags?: string[];
  effectiveDate?: string;
  publishedAt?: string;
  textConfig?: string;
}

const open: Text[] = [
  {
    id: "leave",
    title: "Leave policy",
    text: "Full-time employees receive 27 days of annual leave a year.",
    type: "markdown",
    tags: ["people", "policy"],
    effectiveDate: "2025-01-01",
  },
  {
    id: "leave_old",
    title: "Leave policy 2021",
    text: "Full-time employees receive 25 days of annual leave a year.",
    type: "markdown",
    tags: ["policy"],
    effectiveDate: "2021-01-01",
  },
  {
    id: "parking",
    title: "Parking",
    text: "Visitors park on level two. The barrier code changes every Monday.",
    type: "html",
    tags: ["site"],
    publishedAt: "2023-05-05T12:00:00Z",
  },
  {
    id: "vpn",
    title: "VPN guide",
    text: "Connect to the gateway TW-200 with your token before you open the intranet.",
    type: "pdf",
    publishedAt: "2024-02-02T00:00:00Z",
  },
  {
    id: "besuch",
    title: "Besucherregelung",
    text: "Besucher melden sich am Empfang und tragen einen Ausweis.",
    textConfig: "german",
  },
];
const closed: Text[] = [
  {
    id: "salaries",
    title: "Salaries",
    text: "The salary of the director is 190,000 euros a year, annual leave 40 days.",
  },
];

describeEachDatabase("searchChunks", (test) => {
  beforeAll(async () => {
    const model = await embeddingModel();
    const put = async (
      source: { id: string; name: string; kind?: "suite"; visibility?: "granted" },
      texts: Text[],
    ) => {
      const vectors = await model.embed(texts.map(({ title, text }) => `${title}\n${text}`));
      await insertCorpus(test.db, {
        source,
        model: model.id,
        documents: texts.map(({ text, textConfig, ...document }, index) => ({
          ...document,
          uri: `file:${document.id}`,
          chunks: [{ text, textConfig, vector: vectors[index] }],
        })),
      });
    };
    await put({ id: "src_open", name: "Handbook" }, open);
    await put({ id: "src_closed", name: "Board", visibility: "granted" }, closed);
    await put({ id: "src_suite", name: "Suite", kind: "suite" }, [
      { id: "suite_doc", title: "Suite", text: "Annual leave in the suite is 99 days." },
    ]);
    await test.db.execute(
      sql`insert into source_grants (source_id, subject_kind, subject_id) values ('src_closed', 'group', 'grp_board')`,
    );
  });

  const find = async (
    query: string,
    options: { access?: Access; filters?: SearchFilters; topK?: number } = {},
  ) => {
    const { access = anonymousAccess, filters, topK = 10 } = options;
    return (await searchChunks(test.db, { access, query, topK, filters })).results;
  };
  const idsOf = async (...args: Parameters<typeof find>) =>
    (await find(...args)).map((result) => result.document_id);

  it("puts the chunk that answers first and shows each score", async () => {
    const [first] = await find("Where do visitors park?");
    expect(first).toMatchObject({
      document_id: "parking",
      title: "Parking",
      source: "Handbook",
      uri: "file:parking",
      start: 0,
    });
    expect(first?.scores.vector).toBeGreaterThan(0.3);
    expect(first?.scores).toMatchObject({ vector_rank: 1, text_rank: 1 });
    expect(first?.score).toBe(first?.scores.rerank);
  });

  it("finds by meaning without a word in common, and by a code alone", async () => {
    expect((await idsOf("How much vacation do I get?")).slice(0, 2).sort()).toEqual(["leave", "leave_old"]);
    expect((await idsOf("TW-200"))[0]).toBe("vpn");
    expect((await idsOf("tw 200"))[0]).toBe("vpn");
  });

  it("finds word forms in the language of the document", async () => {
    expect((await idsOf("Wo meldet sich ein Besucher?"))[0]).toBe("besuch");
  });

  it("says how long each part took, which model embedded and which ranker ranked", async () => {
    const found = await searchChunks(test.db, { access: anonymousAccess, query: "annual leave", topK: 3 });
    expect(found.embeddingModel).toBe("all-MiniLM-L6-v2/int8");
    expect(found.ranker).toMatch(/^ranker-/);
    expect(Object.keys(found.timings).sort()).toEqual([
      "embed_ms",
      "fuse_ms",
      "rerank_ms",
      "text_ms",
      "total_ms",
      "vector_ms",
    ]);
  });

  it("gives as many results as asked for", async () => {
    expect(await find("annual leave", { topK: 1 })).toHaveLength(1);
    expect(await find("annual leave", { topK: 100 })).toHaveLength(open.length);
  });

  describe("access", () => {
    const board: Access = { userId: null, groupIds: ["grp_board"], suiteSourceIds: [] };

    it("keeps from anybody what isn't theirs, however well it fits", async () => {
      for (const query of ["salary of the director", "salaries", "190,000 euros"])
        expect(await idsOf(query)).not.toContain("salaries");
      expect((await idsOf("salary of the director", { access: board }))[0]).toBe("salaries");
    });

    it("keeps suites from people and people's documents from suites", async () => {
      expect(await idsOf("annual leave in the suite")).not.toContain("suite_doc");
      expect(await idsOf("annual leave", { access: suiteAccess(["src_suite"]) })).toEqual(["suite_doc"]);
    });

    it("keeps a denied source from everybody at once", async () => {
      await test.db.execute(sql`update sources set policy = 'denied' where id = 'src_closed'`);
      expect(await idsOf("salary of the director", { access: board })).not.toContain("salaries");
      await test.db.execute(sql`update sources set policy = 'allowed' where id = 'src_closed'`);
    });
  });

  describe("filters", () => {
    const board: Access = { userId: null, groupIds: ["grp_board"], suiteSourceIds: [] };
    const query = "annual leave";
    it.each<[string, SearchFilters, string[]]>([
      ["sources by name, whatever its case", { sources: ["board"] }, ["salaries"]],
      ["sources by id", { sources: ["src_closed"] }, ["salaries"]],
      ["documents", { document_ids: ["leave", "vpn", "unknown"] }, ["leave", "vpn"]],
      ["uris", { uris: ["file:leave_old"] }, ["leave_old"]],
      ["types", { types: ["html", "pdf"] }, ["parking", "vpn"]],
      ["tags, any of them", { tags: ["people", "site"] }, ["leave", "parking"]],
      ["a day to begin with", { from: "2024-06-01", sources: ["Handbook"], types: ["markdown"] }, ["leave"]],
      ["a day to end with", { to: "2022-01-01" }, ["leave_old"]],
      [
        "days of publication where none is in force",
        { from: "2023-05-05", to: "2024-02-02" },
        ["parking", "vpn"],
      ],
      ["all of them at once", { tags: ["policy"], types: ["markdown"], to: "2024-12-31" }, ["leave_old"]],
      ["nothing, when empty", { document_ids: [] }, []],
    ])("by %s", async (_, filters, expected) => {
      expect((await idsOf(query, { filters, access: board })).sort()).toEqual(expected);
    });

    it("name a source that is unknown, or not the caller's, with the same words", async () => {
      const messages: string[] = [];
      for (const name of ["Nowhere", "Board"]) {
        const error = await find(query, { filters: { sources: [name] } }).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(AppError);
        expect((error as AppError).code).toBe("source_unknown");
        messages.push((error as AppError).public.replace(name, ""));
      }
      expect(messages[0]).toBe(messages[1]);
    });
  });

  describe("questions of any kind", () => {
    it.each(["the", "what is it and who", "?!", "😀", "   ", "\0"])(
      "finds nothing for %j, without an error",
      async (query) => {
        expect(await find(query)).toEqual([]);
      },
    );

    it.each([
      "leave & | ! ( ) :* <-> <2>",
      `'; drop table chunks; -- "annual" \\ leave`,
      "annual leave \0 \ud800 days",
      "annual\u200b leave %_ $1 {{x}} $y [z]",
      `${"annual leave ".repeat(160)}`.slice(0, 2000),
      "x".repeat(2000),
      Array.from({ length: 300 }, (_, index) => `w${index}`).join(" "),
      "年次休暇 annual leave 휴가",
    ])("is safe with %j", async (query) => {
      const results = await find(query);
      if (/annual\W+leave/.test(query)) expect(results.length).toBeGreaterThan(0);
    });

    it("never fails, whatever is asked", async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: "binary", maxLength: 120 }), async (query) => {
          await find(query);
        }),
        { numRuns: 40 },
      );
    });
  });

  it("stops when the caller leaves", async () => {
    const work = searchChunks(test.db, {
      access: anonymousAccess,
      query: "leave",
      topK: 3,
      signal: AbortSignal.abort(new Error("gone")),
    });
    await expect(work).rejects.toThrow("gone");
  });
});

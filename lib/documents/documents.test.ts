import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { GET as answers } from "@/app/api/documents/[id]/answers/route";
import { GET as diff } from "@/app/api/documents/[id]/diff/route";
import { GET as find } from "@/app/api/documents/[id]/find/route";
import { GET as original } from "@/app/api/documents/[id]/original/route";
import { GET as page } from "@/app/api/documents/[id]/pages/[number]/route";
import { POST as restore } from "@/app/api/documents/[id]/restore/route";
import { GET as detail, PATCH as patch, DELETE as remove } from "@/app/api/documents/[id]/route";
import { GET as text } from "@/app/api/documents/[id]/text/route";
import { GET as versions } from "@/app/api/documents/[id]/versions/route";
import { POST as bulk } from "@/app/api/documents/bulk/route";
import { GET as list, POST as post } from "@/app/api/documents/route";
import { GET as tags } from "@/app/api/documents/tags/route";
import { POST as createSource, GET as listSources } from "@/app/api/sources/route";
import { anonymousAccess as access } from "@/db/access";
import { corpusVersion } from "@/db/queries/corpus";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { resetEnv } from "@/lib/env/env";
import { ingestPaths } from "../ingest/ingest-paths";
import { accepted, call, json, multipart } from "../ingest/testing/api";
import { work } from "../ingest/work";
import { getJob } from "../jobs/get-job";
import { sliceCodePoints } from "../text/code-points";
import type { Document, DocumentDetail, DocumentList, DocumentText } from "./schema";

describeEachDatabase("Documents", (test) => {
  const workAll = () => work({ db: test.db, signal: new AbortController().signal, untilIdle: true });
  const read = async <T>(response: Promise<Response>): Promise<T> => {
    const answer = await response;
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${body}`);
    return JSON.parse(body) as T;
  };
  const of = (handler: Parameters<typeof call>[0], id: string, rest = "", init: RequestInit = {}) =>
    call(handler, `/api/documents/${id}${rest}`, { ...init, params: { id } });
  const ingest = async (body: object): Promise<string> => {
    const { job_id } = await accepted(await call(post, "/api/documents", json(body)));
    await workAll();
    const { items } = await getJob({ access, id: job_id });
    expect(items[0]?.error).toBeNull();
    return items[0]?.document_id ?? "";
  };
  const titles = async (query: string) =>
    (await read<DocumentList>(call(list, `/api/documents?${query}`))).data.map((d) => d.title);
  const vectorCount = async (id: string) => {
    const [row] = await test.db.execute<{ count: number }>(sql`
      select count(*)::int as count from embeddings e join chunks c on c.id = e.chunk_id where c.document_id = ${id}`);
    return row?.count ?? 0;
  };

  const body =
    "# Handbook 🏠\n\nFirst paragraph with é and 日本.\n\n## Travel\n\nTrains before flights. Trains are booked early.\n";
  let handbook = "";
  beforeAll(async () => {
    const { job_id } = await accepted(
      await call(
        post,
        "/api/documents",
        multipart([{ name: "hr/handbook.md", content: body, type: "text/markdown" }], {
          source: "People",
          tags: "hr,guide",
        }),
      ),
    );
    await workAll();
    handbook = (await getJob({ access, id: job_id })).items[0]?.document_id ?? "";
  });

  it("is shown with its outline, version and original", async () => {
    const document = await read<DocumentDetail>(of(detail, handbook));
    expect(document).toMatchObject({
      title: "Handbook 🏠",
      source: { name: "People" },
      uri: "hr/handbook.md",
      type: "markdown",
      state: "ready",
      tags: ["hr", "guide"],
      version: 1,
      version_count: 1,
      original: { filename: "handbook.md", size_bytes: Buffer.byteLength(body) },
    });
    expect(document.outline.map((entry) => entry.text)).toEqual(["Handbook 🏠", "Travel"]);
  });

  it("any window of its text is whole blocks that reproduce their offsets", async () => {
    const whole = await read<DocumentText>(of(text, handbook, "/text"));
    expect(whole).toMatchObject({ start: 0, end: whole.length });
    for (let start = 0; start < whole.length; start += 3) {
      const window = await read<DocumentText>(of(text, handbook, `/text?start=${start}&end=${start + 4}`));
      expect(window.text).toBe(sliceCodePoints(whole.text, window.start, window.end));
      for (const block of window.blocks) {
        expect(sliceCodePoints(window.text, block.start - window.start, block.end - window.start)).toBe(
          sliceCodePoints(whole.text, block.start, block.end),
        );
      }
    }
  });

  it("finds every place of a word, by code points", async () => {
    const whole = await read<DocumentText>(of(text, handbook, "/text"));
    const found = await read<{ total: number; hits: { start: number; end: number }[] }>(
      of(find, handbook, "/find?q=TRAINS"),
    );
    expect(found.total).toBe(2);
    for (const hit of found.hits) expect(sliceCodePoints(whole.text, hit.start, hit.end)).toBe("Trains");
    expect(
      (await read<{ total: number }>(of(find, handbook, `/find?q=${encodeURIComponent("é and 日本.")}`)))
        .total,
    ).toBe(1);
    expect((await read<{ total: number }>(of(find, handbook, "/find?q=.*"))).total).toBe(0);
  });

  it("gives the original back byte for byte, whole and in ranges, with nothing in it that could run", async () => {
    const whole = await of(original, handbook, "/original");
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(
      createHash("sha256").update(body).digest("hex"),
    );
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-disposition": `attachment; filename="handbook.md"; filename*=UTF-8''handbook.md`,
      "content-length": String(bytes.length),
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
    });
    const part = await of(original, handbook, "/original", { headers: { range: "bytes=2-9" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
      206,
      `bytes 2-9/${bytes.length}`,
      "Handbook",
    ]);
    const none = await of(original, handbook, "/original", { headers: { range: "bytes=99999-" } });
    expect(none.status).toBe(416);
    const same = await of(original, handbook, "/original", {
      headers: { "if-none-match": whole.headers.get("etag") ?? "" },
    });
    expect(same.status).toBe(304);
  });

  it("an original of several parts comes back whole", async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => `row ${n};some value;${n * 3}`).join("\n");
    const { job_id } = await accepted(
      await call(post, "/api/documents", multipart([{ name: "big.csv", content: `a;b;c\n${rows}` }])),
    );
    const [row] = await test.db.execute<{ id: string; size: number }>(sql`
      select o.id, o.size_bytes::int as size from originals o join job_items i on i.original_id = o.id where i.job_id = ${job_id}`);
    const [parts] = await test.db.execute<{ count: number; size: number }>(sql`
      select count(*)::int as count, sum(length(data))::int as size from original_parts where original_id = ${row?.id ?? ""}`);
    expect(parts).toEqual({ count: 2, size: row?.size });
    await test.db.execute(sql`update job_items set state = 'cancelled' where job_id = ${job_id}`);
  });

  it("lists by source, tag, type and words, sorted and page by page", async () => {
    await ingest({ title: "Zebra crossing", text: "Where zebras cross.", source: "Zoo", tags: ["animals"] });
    await ingest({ title: "apes", text: "Apes climb.", source: "Zoo", tags: ["animals", "trees"] });
    await ingest({ title: "Bears", text: "Bears sleep.", source: "Zoo" });
    expect(await titles("source=zoo&sort=title&order=asc")).toEqual(["apes", "Bears", "Zebra crossing"]);
    expect(await titles("tag=trees")).toEqual(["apes"]);
    expect(await titles("q=zebra%20cross")).toEqual(["Zebra crossing"]);
    expect(await titles("q=%25")).toEqual([]);
    expect(await titles("type=pdf")).toEqual([]);
    for (const sort of ["title", "source", "type", "updated", "asked"]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query = `source=zoo&sort=${sort}&limit=1${cursor ? `&cursor=${cursor}` : ""}`;
        const result: DocumentList = await read<DocumentList>(call(list, `/api/documents?${query}`));
        expect(result.total).toBe(3);
        seen.push(...result.data.map((document: Document) => document.title));
        cursor = result.next_cursor;
      } while (cursor);
      expect(seen.sort()).toEqual(["Bears", "Zebra crossing", "apes"]);
    }
    expect((await call(list, "/api/documents?source=nowhere")).status).toBe(422);
    expect((await call(list, "/api/documents?cursor=abc")).status).toBe(422);
    expect(await read(call(tags, "/api/documents/tags"))).toEqual({
      data: [
        { tag: "animals", count: 2 },
        { tag: "guide", count: 1 },
        { tag: "hr", count: 1 },
        { tag: "trees", count: 1 },
      ],
    });
  });

  it("what a person sets by hand stays when a new version comes", async () => {
    const id = await ingest({
      title: "Rates",
      uri: "rates.txt",
      text: "The rate is 4 per cent.",
      effective_date: "2024-01-01",
    });
    const before = await corpusVersion(test.db);
    const changed = await read<DocumentDetail>(
      of(patch, id, "", {
        ...json({
          title: "Interest rates",
          source: "Finance",
          tags: ["money"],
          effective_date: "2025-02-01",
        }),
        method: "PATCH",
      }),
    );
    expect(changed).toMatchObject({
      title: "Interest rates",
      source: { name: "Finance" },
      tags: ["money"],
      effective_date: "2025-02-01",
    });
    expect(await corpusVersion(test.db)).toBeGreaterThan(before);
    await ingest({
      title: "Rates",
      uri: "rates.txt",
      source: "finance",
      text: "The rate is 5 per cent.",
      effective_date: "2024-06-01",
    });
    expect(await read<DocumentDetail>(of(detail, id))).toMatchObject({
      title: "Interest rates",
      effective_date: "2025-02-01",
      version: 2,
    });
    const [chunk] = await test.db.execute(sql`
      select s.name from chunks c join sources s on s.id = c.source_id where c.document_id = ${id} and c.visible`);
    expect(chunk?.name).toBe("Finance");
  });

  it("compares versions word by word and reads past ones", async () => {
    const uri = "leave.md";
    const id = await ingest({
      title: "Leave",
      uri,
      text: "Everybody gets 25 days of leave.\n\nAsk your manager first.",
    });
    await ingest({
      title: "Leave",
      uri,
      text: "Everybody gets 27 days of paid leave.\n\nAsk your manager first.",
    });
    const result = await read<{
      words_added: number;
      words_removed: number;
      parts: { kind: string; text: string }[];
    }>(of(diff, id, "/diff"));
    expect([result.words_added, result.words_removed]).toEqual([2, 1]);
    const side = (kind: string) =>
      result.parts
        .filter((part) => part.kind === "same" || part.kind === kind)
        .map((part) => part.text)
        .join("");
    expect(side("added")).toBe("Everybody gets 27 days of paid leave.\n\nAsk your manager first.");
    expect(side("removed")).toBe("Everybody gets 25 days of leave.\n\nAsk your manager first.");
    const { data } = await read<{ data: { id: string; number: number; state: string }[] }>(
      of(versions, id, "/versions"),
    );
    expect(data.map(({ number, state }) => [number, state])).toEqual([
      [2, "current"],
      [1, "past"],
    ]);
    const past = await read<DocumentText>(of(text, id, `/text?version=${data[1]?.id}`));
    expect(past.text).toContain("25 days");
    expect((await of(diff, handbook, "/diff")).status).toBe(422);
  });

  it("names the past answers that it proved, and which of them cite an older version", async () => {
    const id = await ingest({ title: "Cited", uri: "cited.txt", text: "The lobby closes at ten." });
    const [row] = await test.db.execute<{ version: string; source: string; chunk: number }>(sql`
      select d.current_version_id as version, d.source_id as source, c.id::int as chunk
      from documents d join chunks c on c.document_id = d.id where d.id = ${id}`);
    await test.db.execute(sql`
      insert into answers (id, question, refused, model, prompt_version, result, trace, request_id, trace_id)
      values ('ans_1', 'When does the lobby close?', false, 'm', '1', '{}', '{}', 'r', 't')`);
    await test.db.execute(sql`
      insert into answer_citations (answer_id, marker, chunk_id, document_id, version_id, source_id, title, quote, start, "end")
      values ('ans_1', 1, ${row?.chunk ?? 0}, ${id}, ${row?.version ?? ""}, ${row?.source ?? ""}, 'Cited', 'The lobby closes at ten.', 0, 24)`);
    const listed = () =>
      read<{ total: number; data: { question: string; citations: { quote: string; current: boolean }[] }[] }>(
        of(answers, id, "/answers"),
      );
    expect(await listed()).toMatchObject({
      total: 1,
      data: [
        {
          question: "When does the lobby close?",
          citations: [{ quote: "The lobby closes at ten.", current: true }],
        },
      ],
    });
    await ingest({ title: "Cited", uri: "cited.txt", text: "The lobby closes at nine." });
    expect((await listed()).data[0]?.citations[0]?.current).toBe(false);
    expect((await read<DocumentDetail>(of(detail, id))).asked_from_count).toBe(1);
  });

  it("deleting hides at once, undo brings it back whole, and after the time for undo all of it is erased", async () => {
    const id = await ingest({ title: "Secret", uri: "secret.txt", text: "The code is 4711." });
    const vectors = await vectorCount(id);
    expect(vectors).toBeGreaterThan(0);
    expect((await of(remove, id, "", { method: "DELETE" })).status).toBe(204);
    const gone = await of(detail, id);
    const never = await of(detail, "doc_never");
    const strip = async (response: Response) => ({
      ...((await response.json()) as object),
      instance: "",
      request_id: "",
    });
    expect([gone.status, await strip(gone)]).toEqual([404, await strip(never)]);
    const [hidden] = await test.db.execute<{ count: number }>(
      sql`select count(*)::int as count from chunks where document_id = ${id} and visible`,
    );
    expect(hidden?.count).toBe(0);
    await read(of(restore, id, "/restore", { method: "POST" }));
    expect((await read<DocumentDetail>(of(detail, id))).title).toBe("Secret");
    const [shown] = await test.db.execute<{ count: number }>(
      sql`select count(*)::int as count from chunks where document_id = ${id} and visible`,
    );
    expect(shown?.count).toBe(vectors);
    await of(remove, id, "", { method: "DELETE" });
    await test.db.execute(sql`update documents set deleted_at = now() - interval '1 day' where id = ${id}`);
    expect((await of(restore, id, "/restore", { method: "POST" })).status).toBe(404);
    const controller = new AbortController();
    const working = work({ db: test.db, signal: controller.signal });
    const left = async () => {
      const [row] = await test.db.execute<Record<string, number>>(sql`
        select (select count(*) from documents where id = ${id})::int as documents,
          (select count(*) from chunks where text like '%4711%')::int as chunks,
          (select count(*) from document_segments where text like '%4711%')::int as segments,
          (select count(*) from originals where filename = 'secret.txt')::int as originals,
          (select count(*) from embeddings e where not exists (select 1 from chunks c where c.id = e.chunk_id))::int as vectors`);
      return row ?? {};
    };
    const deadline = Date.now() + 20_000;
    while (Object.values(await left()).some((count) => count > 0) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort();
    await working;
    expect(await left()).toEqual({ documents: 0, chunks: 0, segments: 0, originals: 0, vectors: 0 });
  });

  it("undo says so when another document took the place meanwhile", async () => {
    const id = await ingest({ title: "Place", uri: "place.txt", text: "The first at this place." });
    await of(remove, id, "", { method: "DELETE" });
    await ingest({ title: "Place", uri: "place.txt", text: "The second at this place." });
    const response = await of(restore, id, "/restore", { method: "POST" });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, "conflict"]);
  });

  it("changes many at once and names those that aren't there", async () => {
    const ids = [
      await ingest({ title: "Bulk 1", text: "One of many." }),
      await ingest({ title: "Bulk 2", text: "Two of many." }),
    ];
    const change = (action: object) =>
      read<{ done: string[]; not_found: string[] }>(
        call(bulk, "/api/documents/bulk", json({ ids: [...ids, "doc_never"], ...action })),
      );
    expect(await change({ action: "tag", tags: ["x", "y"] })).toEqual({
      done: expect.arrayContaining(ids),
      not_found: ["doc_never"],
    });
    await change({ action: "untag", tags: ["x"] });
    await change({ action: "move", source: "Archive" });
    expect(await read<DocumentDetail>(of(detail, ids[0] ?? ""))).toMatchObject({
      tags: ["y"],
      source: { name: "Archive" },
    });
    await change({ action: "delete" });
    expect(await titles("source=archive")).toEqual([]);
    await change({ action: "restore" });
    expect((await titles("source=archive")).sort()).toEqual(["Bulk 1", "Bulk 2"]);
  });

  it("a source that the caller may not read hides its documents everywhere, with the answer of one that never was", async () => {
    const id = await ingest({
      title: "Salaries",
      uri: "pay/salaries.txt",
      text: "Everybody earns the same.",
      source: "Payroll",
      tags: ["pay"],
    });
    await test.db.execute(sql`update sources set visibility = 'granted' where name = 'Payroll'`);
    const handlers = {
      detail,
      text,
      find: (r: Request, c: never) => find(r, c),
      original,
      versions,
      diff,
      answers,
    };
    for (const [name, handler] of Object.entries(handlers)) {
      const response = await of(
        handler as Parameters<typeof call>[0],
        id,
        name === "find" ? "/find?q=a" : "",
      );
      expect([name, response.status]).toEqual([name, 404]);
    }
    expect((await call(page, `/api/documents/${id}/pages/1`, { params: { id, number: "1" } })).status).toBe(
      404,
    );
    expect((await of(remove, id, "", { method: "DELETE" })).status).toBe(404);
    expect((await of(patch, id, "", { ...json({ title: "x" }), method: "PATCH" })).status).toBe(404);
    expect(await titles("q=salaries")).toEqual([]);
    expect((await call(list, "/api/documents?source=payroll")).status).toBe(422);
    expect(
      (await call(post, "/api/documents", json({ title: "a", text: "b", source: "payroll" }))).status,
    ).toBe(422);
    const { data } = await read<{ data: { name: string }[] }>(call(listSources, "/api/sources"));
    expect(data.map(({ name }) => name)).not.toContain("Payroll");
    expect(JSON.stringify(await read(call(tags, "/api/documents/tags")))).not.toContain("pay");
  });

  it("sources are found whatever their case, and a name is taken once", async () => {
    expect(
      (await call(createSource, "/api/sources", json({ name: "Legal", description: "Contracts" }))).status,
    ).toBe(201);
    expect((await call(createSource, "/api/sources", json({ name: "LEGAL" }))).status).toBe(409);
    expect((await call(createSource, "/api/sources", json({ name: "a\u0000b" }))).status).toBe(422);
  });

  it("a folder is taken in, taken in again without work, and synced with what is gone", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "gw-sync-"));
    try {
      const file = (name: string) => path.join(folder, name);
      await Promise.all(
        ["keep.md", "gone.md", "change.md"].map((name) =>
          writeFile(file(name), `# ${name}\n\nText of ${name}.`),
        ),
      );
      await writeFile(file("notes.xyz"), "no kind of document");
      const take = async (sync: boolean) => {
        const taken = await ingestPaths({ access, paths: [folder], source: "Folder", uriRoot: folder, sync });
        await workAll();
        const jobs = await Promise.all(taken.jobIds.map((id) => getJob({ access, id })));
        return { ...taken, states: jobs.flatMap((job) => job.items.map((item) => item.state)).sort() };
      };
      expect(await take(false)).toMatchObject({
        states: ["completed", "completed", "completed"],
        skipped: ["notes.xyz"],
      });
      expect(await take(false)).toMatchObject({ states: ["unchanged", "unchanged", "unchanged"] });
      await rm(file("gone.md"));
      await writeFile(file("change.md"), "# change.md\n\nOther text.");
      expect(await take(true)).toMatchObject({ states: ["completed", "unchanged"], retired: ["gone.md"] });
      expect(await titles("source=folder&sort=title&order=asc")).toEqual(["change.md", "keep.md"]);
      await Promise.all(["keep.md", "change.md", "notes.xyz"].map((name) => rm(file(name))));
      await expect(take(true)).rejects.toMatchObject({
        public: expect.stringContaining("nothing was retired"),
      });
    } finally {
      await rm(folder, { recursive: true });
      resetEnv();
    }
  });
});

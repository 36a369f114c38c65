import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { GET as listDocuments, POST as postDocuments } from "@/app/api/documents/route";
import { POST as cancel } from "@/app/api/jobs/[id]/cancel/route";
import { GET as followJob } from "@/app/api/jobs/[id]/route";
import { anonymousAccess as access } from "@/db/access";
import { chunkCondition } from "@/db/queries/chunk-filters";
import { claimItem } from "@/db/queries/job-queue";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { resetEnv } from "@/lib/env/env";
import { getJob } from "@/lib/jobs/get-job";
import { maxAttempts } from "./process-item";
import { accepted, call, json, multipart } from "./testing/api";
import { work } from "./work";

describeEachDatabase("Ingesting", (test) => {
  const workAll = () => work({ db: test.db, signal: new AbortController().signal, untilIdle: true });
  const job = (id: string) => getJob({ access, id });
  const post = (body: unknown) => call(postDocuments, "/api/documents", json(body));
  const upload = (...given: Parameters<typeof multipart>) =>
    call(postDocuments, "/api/documents", multipart(...given));
  const ingest = async (body: unknown) => {
    const { job_id } = await accepted(await post(body));
    await workAll();
    return job(job_id);
  };
  const visibleTexts = async (uri: string) => {
    const rows = await test.db.execute<{ text: string }>(sql`
      select c.text from chunks c join documents d on d.id = c.document_id
      where d.uri = ${uri} and ${chunkCondition(access)} order by c.ordinal`);
    return rows.map((row) => row.text);
  };
  const count = async (table: string) => {
    const [row] = await test.db.execute<{ count: number }>(
      sql.raw(`select count(*)::int as count from ${table}`),
    );
    return row?.count ?? 0;
  };

  it("a text ends in visible chunks with vectors, in the default source", async () => {
    const response = await post({
      title: "Parking",
      text: "Visitors park on level 2. The barrier code changes every Monday.",
    });
    expect(response.headers.get("location")).toMatch(/^\/api\/jobs\/job_/);
    const { job_id, status_url, items } = await accepted(response);
    expect(status_url).toBe(`/api/jobs/${job_id}`);
    expect(items).toEqual([{ id: expect.any(String), name: "Parking" }]);
    expect((await job(job_id)).state).toBe("queued");
    await workAll();
    const done = await job(job_id);
    expect(done.state, JSON.stringify(done.items)).toBe("completed");
    expect(done.progress).toMatchObject({ total: 1, completed: 1, chunks: 1 });
    const rows = await test.db.execute(sql`
      select s.name, d.title, c.visible, c.text, vector_dims(e.embedding) as dimensions
      from chunks c join documents d on d.id = c.document_id join sources s on s.id = c.source_id
      join embeddings e on e.chunk_id = c.id`);
    expect(rows).toEqual([
      {
        name: "General",
        title: "Parking",
        visible: true,
        dimensions: 384,
        text: "Visitors park on level 2. The barrier code changes every Monday.",
      },
    ]);
  });

  it("the same text again is unchanged, in the same source only", async () => {
    const document = { title: "Canteen", text: "Lunch is served from noon to two.", source: "Site" };
    const first = await ingest(document);
    const again = await ingest({ ...document, source: "site" });
    expect(again.items[0]).toMatchObject({ state: "unchanged", document_id: first.items[0]?.document_id });
    const elsewhere = await ingest({ ...document, source: "Other site" });
    expect(elsewhere.items[0]).toMatchObject({ state: "completed" });
    expect(elsewhere.items[0]?.document_id).not.toBe(first.items[0]?.document_id);
  });

  it("changed content at the same uri becomes a new version, and only the new one is visible", async () => {
    await ingest({ title: "Leave", uri: "hr/leave.md", text: "You get 25 days of leave.", tags: ["hr"] });
    await ingest({ title: "Leave", uri: "hr/leave.md", text: "You get 27 days of leave." });
    expect(await visibleTexts("hr/leave.md")).toEqual(["You get 27 days of leave."]);
    const versions = await test.db.execute(sql`
      select v.number, v.state, (select count(*)::int from chunks c where c.version_id = v.id) as chunks
      from document_versions v join documents d on d.id = v.document_id where d.uri = 'hr/leave.md' order by v.number`);
    expect(versions).toEqual([
      { number: 1, state: "past", chunks: 0 },
      { number: 2, state: "current", chunks: 1 },
    ]);
    const [row] = await test.db.execute(sql`select tags from documents where uri = 'hr/leave.md'`);
    expect(row?.tags).toEqual(["hr"]);
  });

  it("of two versions that wait, the one accepted last ends up visible, whichever is done first", async () => {
    const uri = "race.txt";
    const first = await accepted(await post({ title: "Race", uri, text: "The older text of the race." }));
    const second = await accepted(await post({ title: "Race", uri, text: "The newer text of the race." }));
    await test.db.execute(sql`
      update jobs set created_at = created_at + case id when ${first.job_id} then interval '1 hour' else interval '0' end`);
    await workAll();
    expect((await job(second.job_id)).items[0]?.state).toBe("completed");
    expect((await job(first.job_id)).items[0]?.state).toBe("unchanged");
    expect(await visibleTexts(uri)).toEqual(["The newer text of the race."]);
  });

  it("one bad file is a failed item with a sentence, and the others are taken", async () => {
    const { job_id } = await accepted(
      await upload(
        [
          { name: "good.md", content: "# Good\n\nThis one can be read." },
          { name: "empty.txt", content: "" },
          { name: "picture.bmp", content: "BM" },
          { name: "wrong.pdf", content: "this is only text" },
        ],
        { source: "Mixed", tags: "a, b" },
      ),
    );
    await workAll();
    const { state, items } = await job(job_id);
    expect(state).toBe("completed");
    const byName = Object.fromEntries(items.map((item) => [item.name, item.error?.code ?? item.state]));
    expect(byName).toEqual({
      "good.md": "completed",
      "empty.txt": "file_empty",
      "picture.bmp": "file_type_unsupported",
      "wrong.pdf": "file_type_mismatch",
    });
    for (const item of items) if (item.error) expect(item.error.message).toMatch(/^[A-Z“].{20,}\.$/);
    const listed = (await (await call(listDocuments, "/api/documents?source=mixed")).json()) as {
      data: { title: string; state: string; warnings: string[]; tags: string[] }[];
    };
    expect(listed.data.map(({ title, state }) => [title, state]).sort()).toEqual([
      ["Good", "ready"],
      ["wrong.pdf", "failed"],
    ]);
    expect(listed.data.find(({ title }) => title === "Good")?.tags).toEqual(["a", "b"]);
    expect(listed.data.find(({ state }) => state === "failed")?.warnings[0]).toContain("content is");
  });

  it("a job whose files all fail has failed", async () => {
    const { job_id } = await accepted(
      await upload([{ name: "broken.docx", content: "PK\u0003\u0004 but no archive" }]),
    );
    await workAll();
    expect((await job(job_id)).state).toBe("failed");
  });

  it.each([
    ["no file", () => upload([], { source: "X" }), 422, "invalid_request"],
    [
      "a field named as what every object has",
      () => upload([{ name: "a.txt", content: "text" }], { constructor: "1" }),
      422,
      "invalid_request",
    ],
    ["an empty file alone", () => upload([{ name: "a.txt", content: "" }]), 422, "file_empty"],
    [
      "an unsupported kind alone",
      () => upload([{ name: "a.exe", content: "MZ" }]),
      415,
      "file_type_unsupported",
    ],
    [
      "broken JSON",
      () => call(postDocuments, "/api/documents", { ...json({}), body: "{" }),
      400,
      "malformed_json",
    ],
    ["a missing title", () => post({ text: "x" }), 422, "invalid_request"],
    ["an unknown field", () => post({ title: "a", text: "x", sauce: "y" }), 422, "invalid_request"],
    ["white space alone", () => post({ title: "a", text: " \n\t" }), 422, "file_empty"],
    ["a NUL character", () => post({ title: "a", text: "x\u0000y" }), 422, "invalid_request"],
    ["a NUL in a tag", () => post({ title: "a", text: "x", tags: ["\u0000"] }), 422, "invalid_request"],
    [
      "an impossible day",
      () => post({ title: "a", text: "x", effective_date: "2025-02-30" }),
      422,
      "invalid_request",
    ],
    [
      "another content type",
      () =>
        call(postDocuments, "/api/documents", {
          method: "POST",
          body: "x",
          headers: { "content-type": "text/plain" },
        }),
      415,
      "unsupported_media_type",
    ],
    [
      "multipart without boundary",
      () =>
        call(postDocuments, "/api/documents", {
          method: "POST",
          body: "x",
          headers: { "content-type": "multipart/form-data" },
        }),
      422,
      "invalid_request",
    ],
    [
      "multipart cut off",
      () =>
        call(postDocuments, "/api/documents", {
          ...multipart([]),
          body: '------groundwork-test\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf',
        }),
      422,
      "invalid_request",
    ],
    [
      "one title for two files",
      () =>
        upload(
          [
            { name: "a.txt", content: "a" },
            { name: "b.txt", content: "b" },
          ],
          { title: "T" },
        ),
      422,
      "invalid_request",
    ],
  ] as const)("%s is refused and leaves nothing behind", async (_, send, status, code) => {
    const before = [await count("originals"), await count("jobs"), await count("documents")];
    const response = await send();
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect([await count("originals"), await count("jobs"), await count("documents")]).toEqual(before);
  });

  it("a file over the limit is refused while it comes, beside one that fits", async () => {
    process.env.MAX_FILE_MB = "1";
    resetEnv();
    try {
      const large = { name: "large.txt", content: Buffer.alloc(3 * 1_048_576, "large ") };
      const alone = await upload([large]);
      expect([alone.status, ((await alone.json()) as { code: string }).code]).toEqual([
        413,
        "file_too_large",
      ]);
      const { job_id } = await accepted(
        await upload([large, { name: "small.txt", content: "This one is small enough." }]),
      );
      await workAll();
      const { items } = await job(job_id);
      expect(Object.fromEntries(items.map((item) => [item.name, item.error?.code ?? item.state]))).toEqual({
        "large.txt": "file_too_large",
        "small.txt": "completed",
      });
      const left = await test.db.execute(sql`select 1 from originals where filename = 'large.txt'`);
      expect(left).toHaveLength(0);
    } finally {
      delete process.env.MAX_FILE_MB;
      resetEnv();
    }
  });

  it("with the disk all but full a file is refused, and one that waits fails, with nothing half stored", async () => {
    const { job_id } = await accepted(
      await post({ title: "Waits", text: "Stored before the disk was full." }),
    );
    const before = [await count("originals"), await count("jobs")];
    process.env.MIN_FREE_MB = "1000000000";
    resetEnv();
    try {
      const refused = await upload([{ name: "late.txt", content: "Too late." }]);
      await workAll();
      const { items } = await job(job_id);
      if (test.engine === "postgres") {
        // How full the disk of a Postgres is only it can tell.
        expect(refused.status).toBe(202);
        expect(items[0]?.state).toBe("completed");
        return;
      }
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
        507,
        "storage_full",
      ]);
      expect(items[0]).toMatchObject({ state: "failed", error: { code: "storage_full" } });
      expect([await count("originals"), await count("jobs")]).toEqual([(before[0] ?? 0) - 1, before[1]]);
      expect(await visibleTexts("late.txt")).toEqual([]);
    } finally {
      delete process.env.MIN_FREE_MB;
      resetEnv();
    }
  });

  it("names keep their letters and lose steps upwards", async () => {
    const { job_id } = await accepted(
      await upload([{ name: "../../größe/日本 – plan.md", content: "# Plan\n\nEin Plan." }]),
    );
    await workAll();
    expect((await job(job_id)).items[0]).toMatchObject({ name: "größe/日本 – plan.md", state: "completed" });
  });

  it("two files of one name in one upload: the first is taken and the second says so", async () => {
    const { job_id } = await accepted(
      await upload([
        { name: "twin.txt", content: "The first twin." },
        { name: "twin.txt", content: "The second twin." },
      ]),
    );
    await workAll();
    const { items } = await job(job_id);
    expect(items.map((item) => item.error?.code ?? item.state).sort()).toEqual(["completed", "conflict"]);
    expect(await visibleTexts("twin.txt")).toEqual(["The first twin."]);
  });

  it("a cancelled job keeps what is done, stops the rest and leaves nothing half there", async () => {
    const files = ["one", "two", "three"].map((name) => ({
      name: `stop-${name}.txt`,
      content: `The text of file ${name}.`,
    }));
    const { job_id } = await accepted(await upload(files));
    const controller = new AbortController();
    const working = work({ db: test.db, signal: controller.signal });
    while ((await job(job_id)).progress.completed === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await call(cancel, `/api/jobs/${job_id}/cancel`, { method: "POST", params: { id: job_id } });
    while ((await job(job_id)).finished_at === null) await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    await working;
    const { items, progress } = await job(job_id);
    expect(progress.completed + progress.cancelled).toBe(3);
    for (const item of items) {
      expect(await visibleTexts(item.name)).toHaveLength(item.state === "completed" ? 1 : 0);
    }
    const [left] = await test.db.execute<{ count: number }>(sql`
      select count(*)::int as count from document_versions v join documents d on d.id = v.document_id
      where d.uri like 'stop-%' and v.state = 'staged'`);
    expect(left?.count).toBe(0);
  });

  it("what waits is cancelled at once, without any worker", async () => {
    const before = await count("documents");
    const { job_id } = await accepted(await post({ title: "Waiting", text: "It waits for a worker." }));
    const response = await call(cancel, `/api/jobs/${job_id}/cancel`, {
      method: "POST",
      params: { id: job_id },
    });
    expect(await response.json()).toMatchObject({ state: "cancelled" });
    expect(await count("documents")).toBe(before);
  });

  it("a lapsed lease is taken again, and the worker that lost it can store nothing more", async () => {
    const { job_id } = await accepted(
      await post({ title: "Lease", uri: "lease.txt", text: "Held by one, done by another." }),
    );
    const lost = await claimItem(test.db, { owner: "elsewhere/1/a", leaseSeconds: 0 });
    expect(lost?.name).toBe("Lease");
    await new Promise((resolve) => setTimeout(resolve, 20));
    await workAll();
    expect((await job(job_id)).items[0]?.state).toBe("completed");
    expect(await visibleTexts("lease.txt")).toHaveLength(1);
  });

  it("a file whose worker died again and again fails with a sentence and doesn't hold up the others", async () => {
    const { job_id } = await accepted(await post({ title: "Poison", text: "It brings every worker down." }));
    for (let death = 0; death < maxAttempts; death++) {
      expect((await claimItem(test.db, { owner: `elsewhere/1/${death}`, leaseSeconds: 0 }))?.name).toBe(
        "Poison",
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await workAll();
    expect((await job(job_id)).items[0]?.error).toMatchObject({
      code: "worker_lost",
      message: expect.stringContaining("save it anew"),
    });
  });

  it("goes on after the chunks that a worker before stored", async () => {
    const text = Array.from(
      { length: 900 },
      (_, n) => `Sentence number ${n} tells of item ${n * 7} in the long list of things.`,
    ).join("\n\n");
    const { job_id } = await accepted(await post({ title: "Long", uri: "long.txt", text }));
    const controller = new AbortController();
    const working = work({ db: test.db, signal: controller.signal });
    const stored = async () => {
      const [row] = await test.db.execute<{ ids: number[] | null }>(sql`
        select array_agg(c.id::int order by c.ordinal) as ids from chunks c join documents d on d.id = c.document_id where d.uri = 'long.txt'`);
      return row?.ids ?? [];
    };
    while ((await stored()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await working;
    expect((await job(job_id)).items[0]?.state).toBe("queued");
    const kept = await stored();
    expect(await visibleTexts("long.txt")).toEqual([]);
    await workAll();
    expect((await job(job_id)).items[0]?.state).toBe("completed");
    const all = await stored();
    expect(all.slice(0, kept.length)).toEqual(kept);
    expect(all.length).toBeGreaterThan(kept.length);
    const covered = (await visibleTexts("long.txt")).join("\n");
    for (const n of [0, 450, 899]) expect(covered).toContain(`Sentence number ${n} tells`);
  }, 60_000);

  it("a long file is laid aside for those that wait, and goes on after them", async () => {
    const text = Array.from(
      { length: 1000 },
      (_, n) => `Sentence number ${n} tells of item ${n * 7} in the long list of things.`,
    ).join("\n\n");
    const long = await accepted(await post({ title: "Very long", uri: "very-long.txt", text }));
    const short = await accepted(await post({ title: "Short", uri: "short.txt", text: "A word on it." }));
    await work({ db: test.db, signal: new AbortController().signal, untilIdle: true, turnSeconds: 0 });
    const [one, other] = [await job(long.job_id), await job(short.job_id)];
    expect([one.state, other.state]).toEqual(["completed", "completed"]);
    expect(Date.parse(other.finished_at ?? "")).toBeLessThan(Date.parse(one.finished_at ?? ""));
    const covered = (await visibleTexts("very-long.txt")).join("\n");
    for (const n of [0, 500, 999]) expect(covered).toContain(`Sentence number ${n} tells`);
  }, 60_000);

  it("progress comes as events, the last of which is the finished job", async () => {
    const { job_id } = await accepted(await post({ title: "Events", text: "Somebody watches this one." }));
    const response = await call(followJob, `/api/jobs/${job_id}`, {
      params: { id: job_id },
      headers: { accept: "text/event-stream" },
    });
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const [text] = await Promise.all([response.text(), workAll()]);
    const names = [...text.matchAll(/^event: (.*)$/gm)].map((match) => match[1]);
    expect(names[0]).toBe("job-updated");
    expect(names.at(-1)).toBe("job-finished");
    expect(text).toContain('"state":"completed"');
  });

  it("a document in another language is taken and says what the embedding model doesn't cover", async () => {
    const { items } = await ingest({
      title: "Urlaub",
      text: "Alle Beschäftigten haben Anspruch auf dreißig Tage Urlaub im Jahr. Der Antrag ist rechtzeitig bei der Leitung zu stellen.",
    });
    expect(items[0]?.warnings.join()).toContain("German");
    const [row] = await test.db.execute(
      sql`select text_config from chunks c join documents d on d.id = c.document_id where d.title = 'Urlaub'`,
    );
    expect(row?.text_config).toBe("german");
  });
});

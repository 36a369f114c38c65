// Cases from feedback bring what they rest on with them, as far as whoever makes them may read it and says so.
import { readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { anonymousAccess } from "@/db/access";
import { findDataset } from "@/db/queries/evals";
import { readResults } from "@/db/queries/evals-results";
import { describeDatabase } from "@/db/testing/test-databases";
import { ask, ingest } from "@/lib/ask/testing/ask-fixture";
import { work } from "@/lib/ingest/work";
import { casePlaces } from "./case-places";
import { getCase, reviewCase } from "./cases";
import { collectConfirmed } from "./collect-confirmed";
import { draftCase } from "./draft-case";
import { runCases } from "./run-cases";
import { runRequestSchema } from "./schema";
import { startRun } from "./start-run";
import { syncSuite } from "./sync-suite";
import { takeInSmallSuite } from "./testing/small-suite";

const reviewer = { id: "usr_root", name: "Root" };
const right = { verdict: "right" as const, comment: "" };

describeDatabase("embedded", "A case from feedback", (test) => {
  let small: Awaited<ReturnType<typeof takeInSmallSuite>>;
  let open = "";
  let closed = "";
  const drain = () => work({ db: test.db, signal: new AbortController().signal, untilIdle: true });
  const draft = (answer: string, more = {}) =>
    draftCase({ access: anonymousAccess, suite: "small", answer, ...more });

  beforeAll(async () => {
    small = await takeInSmallSuite(test.db);
    await ingest(test.db, [
      {
        title: "Canteen",
        uri: "canteen.md",
        source: "Facilities",
        text: "# Canteen\n\nThe canteen in Leeds opens at 07:45. Write to carla@example.org for a table.",
      },
      {
        title: "Sauna",
        uri: "sauna.md",
        source: "Board",
        text: "# Sauna\n\nThe sauna of the board opens at 18:20.",
      },
    ]);
    open = (await ask("When does the canteen in Leeds open?")).id;
    closed = (await ask("When does the sauna of the board open?")).id;
  }, 120_000);
  afterAll(() => small?.remove());

  it("gets a copy of the document in the suite, without personal data; until it is read nobody confirms it", async () => {
    const made = await draft(open);
    const [expected] = made.content.expected;
    expect(expected).toMatchObject({ quote: "The canteen in Leeds opens at 07:45." });
    await expect(reviewCase({ id: made.id, reviewer, word: right })).rejects.toMatchObject({
      code: "conflict",
    });
    await drain();
    const [place] = await casePlaces({ item: made });
    expect(place).toMatchObject({ found: true, title: "Canteen" });
    expect(place?.after).toContain("[email]");
    expect((await draft(open)).id).toBe(made.id);
    expect((await reviewCase({ id: made.id, reviewer, word: right })).state).toBe("active");
  });

  it("is asked and right in the next run, though people's document is gone and the suite was taken in again", async () => {
    await test.db.execute(sql`update documents set deleted_at = now() where uri = 'canteen.md'`);
    await syncSuite(test.db, { id: "small", from: small });
    const { id } = await startRun(test.db, {
      request: runRequestSchema.parse({ suite: "small" }),
      startedBy: null,
      commit: "feedback",
    });
    await runCases(test.db, { id, signal: new AbortController().signal });
    const rows = await readResults(test.db, { runId: id });
    const made = rows.find(({ case_id }) => case_id.includes("from-"));
    expect(made).toMatchObject({ outcome: "right", passed: true });
  });

  it("becomes a line of the suite's files once it is confirmed, with its document, and stays confirmed", async () => {
    const { cases, documents } = await collectConfirmed(test.db, small);
    expect(cases).toHaveLength(1);
    expect(documents).toHaveLength(1);
    expect(readFileSync(path.join(small.root, documents[0] ?? ""), "utf8")).not.toContain("example.org");
    await syncSuite(test.db, { id: "small", from: small });
    expect(await getCase({ id: `small.${cases[0]}` })).toMatchObject({
      state: "active",
      origin: "file",
      verified_at: expect.any(String),
      content: { reviewer: { kind: "person" } },
    });
    expect(await collectConfirmed(test.db, small)).toEqual({ cases: [], documents: [] });
  });

  it("holds nothing that not everybody may read unless that is said, and nothing that its maker may not read", async () => {
    await test.db.execute(sql`update sources set visibility = 'granted' where name = 'Board'`);
    await expect(draft(closed)).rejects.toMatchObject({ code: "not_found" });
    const boardMember = { ...anonymousAccess, userId: "usr_root" };
    await test.db.execute(sql`
      insert into users (id, email, name, role) values ('usr_root', 'root@example.org', 'Root', 'admin')`);
    await test.db.execute(sql`
      insert into source_grants (source_id, subject_kind, subject_id)
      select id, 'user', 'usr_root' from sources where name = 'Board'`);
    const before = await findDataset(test.db, { id: "small" });
    await expect(draft(closed, { access: boardMember })).rejects.toMatchObject({
      code: "conflict",
      public: expect.stringContaining("Sauna"),
    });
    expect((await findDataset(test.db, { id: "small" }))?.source_ids).toEqual(before?.source_ids);
    const made = await draft(closed, { access: boardMember, copy_restricted: true });
    await drain();
    expect(await casePlaces({ item: await getCase({ id: made.id }) })).toMatchObject([{ found: true }]);
  });
});

import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { findApproval } from "@/db/queries/approvals";
import { describeEachDatabase, type TestDatabase } from "@/db/testing/test-databases";
import { makeDocument, makePerson, makeSource } from "../testing/people";
import { publishDocument } from "../tools/publish-document";
import type { ToolContext, WriteTool } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { decideApproval } from "./decide-approval";
import { executeApproval } from "./execute-approval";
import { issueToken } from "./issue-token";
import { requestApproval } from "./request-approval";
import { sweepApprovals } from "./sweep-approvals";
import { viewApproval } from "./view-approval";

let editor: ToolContext;
let ada: ToolContext;
let bob: ToolContext;
let number = 0;

afterEach(() => {
  vi.restoreAllMocks();
});

async function ask(context = editor, input?: unknown, tool = "publish_document"): Promise<string> {
  number++;
  return requestApproval({
    context,
    tool: toolNamed(tool) as WriteTool,
    input: input ?? { title: `Note ${number}`, text: `Text of note ${number}.`, source: "open" },
    reason: "Asked for by a person.",
    provenance: [],
  });
}

async function decide(viewer: ToolContext, id: string, more: object = {}) {
  const { token } = await issueToken(viewer, id);
  return decideApproval(viewer, id, { decision: "approve", token, own_request: false, ...more });
}

async function documentsTitled(db: Database, title: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from documents where title = ${title}`,
  );
  return row?.count ?? 0;
}

async function jobsLabelled(db: Database, label: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from jobs where label = ${label}`,
  );
  return row?.count ?? 0;
}

async function actionsOf(db: Database, id: string): Promise<string[]> {
  const rows = await db.execute<{ said: string }>(sql`
    select (data->>'action') || coalesce(' ' || (data->>'decision'), '') as said from audit_log
    where data->'target'->>'id' = ${id} order by seq`);
  return rows.map((row) => row.said);
}

const code = (wanted: string) => ({ code: wanted });

describeEachDatabase("An approval", (test: TestDatabase) => {
  // A thousand together, most of them where several writers really write at once.
  const orders = test.engine === "postgres" ? 850 : 150;

  beforeAll(async () => {
    editor = await makePerson(test.db, "usr_editor", "editor");
    ada = await makePerson(test.db, "usr_ada", "approver");
    bob = await makePerson(test.db, "usr_bob", "admin");
    await makeSource(test.db, "open", "everyone");
    await makeSource(test.db, "closed", "granted");
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
  });

  it("changes nothing until somebody approves, then does it, and the log tells both", async () => {
    const id = await ask();
    const title = `Note ${number}`;
    expect(await documentsTitled(test.db, title)).toBe(0);
    expect(await viewApproval(test.db, editor, id)).toMatchObject({
      state: "pending",
      decidable: false,
      preview: { kind: "document", title },
    });
    expect(await decide(ada, id)).toMatchObject({ state: "done", result: { title } });
    expect(await documentsTitled(test.db, title)).toBe(1);
    expect(await actionsOf(test.db, id)).toEqual([
      "approval.requested",
      "approval.decided approved",
      "approval.executed done",
    ]);
  });

  it("does nothing once it is denied, and takes no second decision", async () => {
    const id = await ask();
    const { token } = await issueToken(bob, id);
    expect(await decide(ada, id, { decision: "deny", reason: "Not now." })).toMatchObject({
      state: "denied",
      decision_reason: "Not now.",
    });
    expect(await documentsTitled(test.db, `Note ${number}`)).toBe(0);
    const late = decideApproval(bob, id, { decision: "approve", token, own_request: false });
    await expect(late).rejects.toMatchObject(code("approval_decided"));
    await expect(issueToken(ada, id)).rejects.toMatchObject(code("approval_decided"));
  });

  it("executes edited arguments under their own hash, and keeps what was asked for", async () => {
    const id = await ask();
    const asked = await viewApproval(test.db, ada, id);
    const edited = { title: `Edited ${number}`, text: "Another text.", source: "open" };
    const done = await decide(ada, id, { arguments: edited });
    expect(done).toMatchObject({
      state: "done",
      arguments: { ...edited, tags: [] },
      original_arguments: asked.arguments,
      preview: { title: edited.title },
    });
    expect(done.arguments_hash).not.toBe(asked.arguments_hash);
    expect(await documentsTitled(test.db, edited.title)).toBe(1);
    expect(await documentsTitled(test.db, `Note ${number}`)).toBe(0);
    expect(await actionsOf(test.db, id)).toContain("approval.decided approved_edited");
  });

  it("refuses a token that is replayed, another's, another request's, expired or made up", async () => {
    const id = await ask();
    const other = await ask();
    const { token } = await issueToken(ada, id);
    const use = (viewer: ToolContext, target: string, given: string) =>
      decideApproval(viewer, target, { decision: "deny", reason: "no", token: given, own_request: false });
    await expect(use(bob, id, token)).rejects.toMatchObject(code("approval_token_invalid"));
    await expect(use(ada, other, token)).rejects.toMatchObject(code("approval_token_invalid"));
    await expect(use(ada, id, "made-up")).rejects.toMatchObject(code("approval_token_invalid"));
    const old = await issueToken(ada, id);
    await test.db.execute(
      sql`update approval_tokens set expires_at = now() - interval '1 second' where approval_id = ${id} and token_hash <> (select token_hash from approval_tokens where approval_id = ${id} order by created_at limit 1)`,
    );
    await expect(use(ada, id, old.token)).rejects.toMatchObject(code("approval_token_invalid"));
    await use(ada, id, token);
    await expect(use(ada, id, token)).rejects.toMatchObject(code("approval_token_used"));
  });

  it("refuses arguments that were altered behind its back, also after it was approved", async () => {
    const id = await ask();
    const { token } = await issueToken(ada, id);
    await test.db.execute(
      sql`update approvals set arguments = jsonb_set(arguments, '{title}', '"Altered"') where id = ${id}`,
    );
    const decision = { decision: "approve" as const, token, own_request: false };
    await expect(decideApproval(ada, id, decision)).rejects.toMatchObject(code("approval_altered"));
    const approved = await ask();
    await test.db.execute(
      sql`update approvals set state = 'approved', arguments = jsonb_set(arguments, '{title}', '"Altered"') where id = ${approved}`,
    );
    await executeApproval(approved);
    expect(await viewApproval(test.db, ada, approved)).toMatchObject({
      state: "failed",
      error: { code: "approval_altered" },
    });
    expect(await documentsTitled(test.db, "Altered")).toBe(0);
  });

  it("is decided by somebody else; only the one admin of an embedded installation may decide their own", async () => {
    const own = await ask(bob);
    await expect(issueToken(bob, own)).rejects.toMatchObject(code("approval_own_request"));
    await expect(issueToken(editor, own)).rejects.toMatchObject(code("not_found"));
    const mine = await ask(editor);
    await expect(issueToken(editor, mine)).rejects.toMatchObject(code("forbidden"));
    await test.db.execute(sql`update users set disabled_at = now() where id = 'usr_ada'`);
    if (test.engine === "embedded") {
      const { token } = await issueToken(bob, own);
      const unwarned = decideApproval(bob, own, { decision: "approve", token, own_request: false });
      await expect(unwarned).rejects.toMatchObject(code("approval_own_request"));
      const done = await decideApproval(bob, own, { decision: "approve", token, own_request: true });
      expect(done).toMatchObject({ state: "done", own_decision: true });
    } else {
      await expect(issueToken(bob, own)).rejects.toMatchObject(code("approval_own_request"));
    }
    await test.db.execute(sql`update users set disabled_at = null where id = 'usr_ada'`);
  });

  it("is hidden from, and can't be decided by, who may not read what it touches or stands on", async () => {
    await test.db.execute(
      sql`insert into source_grants (source_id, subject_kind, subject_id) values ('closed', 'user', 'usr_editor')`,
    );
    const id = await ask(editor, { title: "Secret plan", text: "Of the merger.", source: "closed" });
    const seen = await viewApproval(test.db, ada, id);
    expect(seen).toMatchObject({
      hidden: true,
      preview: null,
      arguments: null,
      not_decidable_because: "basis_not_readable",
    });
    expect(JSON.stringify(seen)).not.toContain("merger");
    await expect(issueToken(ada, id)).rejects.toMatchObject(code("approval_basis_hidden"));
    // Nor can an approver point an edit at what only the requester may read.
    const open = await ask(editor);
    const edit = decide(ada, open, { arguments: { title: "t", text: "x", source: "closed" } });
    await expect(edit).rejects.toMatchObject(code("source_unknown"));
    await test.db.execute(sql`delete from source_grants where source_id = 'closed'`);
  });

  it("expires, and says so whoever comes too late", async () => {
    const id = await ask();
    const { token } = await issueToken(ada, id);
    await test.db.execute(
      sql`update approvals set expires_at = now() - interval '1 second' where id = ${id}`,
    );
    const decision = { decision: "approve" as const, token, own_request: false };
    await expect(decideApproval(ada, id, decision)).rejects.toMatchObject(code("approval_expired"));
    expect((await viewApproval(test.db, ada, id)).state).toBe("expired");
    await sweepApprovals();
    expect((await findApproval(test.db, { access: ada.access, id }))?.state).toBe("expired");
    expect(await actionsOf(test.db, id)).toEqual(["approval.requested", "approval.expired"]);
  });

  it("comes back as a conflict when its target changed, with the preview of now", async () => {
    await makeDocument(test.db, "doc_moving", "open");
    const id = await ask(editor, { document_ids: ["doc_moving"], add: ["new"] }, "tag_documents");
    await test.db.execute(sql`update documents set title = 'Renamed meanwhile' where id = 'doc_moving'`);
    expect(await decide(ada, id)).toMatchObject({
      state: "conflict",
      decidable: true,
      preview: { documents: [{ title: "Renamed meanwhile" }] },
    });
    expect(await decide(bob, id)).toMatchObject({ state: "done" });
    const [row] = await test.db.execute<{ tags: string[] }>(
      sql`select tags from documents where id = 'doc_moving'`,
    );
    expect(row?.tags).toEqual(["new"]);
  });

  it("fails when the requester lost the right, the tool was denied, or agent writes were switched off", async () => {
    const lost = await ask();
    await test.db.execute(sql`update users set role = 'member' where id = 'usr_editor'`);
    expect(await decide(ada, lost)).toMatchObject({ state: "failed", error: { code: "tool_denied" } });
    await test.db.execute(sql`update users set role = 'editor' where id = 'usr_editor'`);
    const denied = await ask();
    const off = await ask();
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: { publish_document: "deny" } });
    expect(await decide(ada, denied)).toMatchObject({ state: "failed", error: { code: "tool_denied" } });
    await expect(ask()).rejects.toMatchObject(code("tool_denied"));
    await writeAgentSettings(test.db, { writesAllowed: false, toolPolicy: {} });
    expect(await decide(ada, off)).toMatchObject({ state: "failed", error: { code: "agent_writes_off" } });
    await expect(ask()).rejects.toMatchObject(code("agent_writes_off"));
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
  });

  it("refuses bad arguments and unknown tools before anything is stored", async () => {
    for (const bad of [{}, { title: "x" }, { title: "x", text: "y", extra: 1 }, [], "text"])
      await expect(ask(editor, bad)).rejects.toMatchObject(code("invalid_request"));
    expect(() => toolNamed("drop_database")).toThrow("tool_unknown");
    const member = await makePerson(test.db, "usr_member", "member");
    await expect(ask(member)).rejects.toMatchObject(code("tool_denied"));
  });

  it(`is carried out once, whatever happens at once, is sent twice, or breaks off: ${orders} orders of events`, {
    timeout: 300_000,
  }, async () => {
    const apply = publishDocument.apply;
    const counts = { done: 0, denied: 0, crashes: 0 };
    const event = fc.constantFrom(
      "ada approves",
      "bob approves",
      "double click",
      "denies",
      "execute",
      "sweep",
    );
    const crash = fc.constantFrom("none", "none", "before", "during");
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 2, maxLength: 5 }), crash, async (events, breaks) => {
        const id = await ask();
        const title = `Note ${number}`;
        if (breaks === "during") {
          counts.crashes++;
          // The work is done and the transaction lost: what a process killed in the middle leaves behind.
          vi.spyOn(publishDocument, "apply").mockImplementationOnce(async (...given) => {
            await apply(...given);
            throw new Error("killed");
          });
        }
        if (breaks === "before") {
          counts.crashes++;
          await test.db.execute(sql`update approvals set state = 'approved' where id = ${id}`);
        }
        const tokens =
          breaks === "before" ? [] : [(await issueToken(ada, id)).token, (await issueToken(bob, id)).token];
        const approve = (viewer: ToolContext, token: string | undefined, decision: "approve" | "deny") =>
          decideApproval(viewer, id, { decision, token: token ?? "none", reason: "r", own_request: false });
        const acts = events.flatMap((each): (() => Promise<unknown>)[] => {
          if (each === "ada approves") return [() => approve(ada, tokens[0], "approve")];
          if (each === "bob approves") return [() => approve(bob, tokens[1], "approve")];
          if (each === "double click")
            return [() => approve(ada, tokens[0], "approve"), () => approve(ada, tokens[0], "approve")];
          if (each === "denies") return [() => approve(bob, tokens[1], "deny")];
          return each === "execute" ? [() => executeApproval(id)] : [sweepApprovals];
        });
        await Promise.allSettled(acts.map((act) => act()));
        vi.restoreAllMocks();
        // Whatever was left is picked up by the next sweep, in another process.
        await sweepApprovals();
        const state = (await findApproval(test.db, { access: ada.access, id }))?.state;
        const published = await jobsLabelled(test.db, title);
        expect({ state, published }, `${events} ${breaks}`).toEqual(
          state === "done" ? { state, published: 1 } : { state, published: 0 },
        );
        expect(["done", "denied", "pending"]).toContain(state);
        const told = await actionsOf(test.db, id);
        expect(told.filter((action) => action === "approval.executed done").length).toBe(published);
        expect(told.filter((action) => action.startsWith("approval.decided")).length).toBeLessThanOrEqual(1);
        if (state === "done") counts.done++;
        if (state === "denied") counts.denied++;
      }),
      { numRuns: orders },
    );
    expect(counts.done).toBeGreaterThan(orders / 5);
    expect(counts.crashes).toBeGreaterThan(orders / 5);
  });
});

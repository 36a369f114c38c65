import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { findApproval } from "@/db/queries/approvals";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { makeDocument, makePerson, makeSource } from "../testing/people";
import type { ToolContext, WriteTool } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { decideApproval } from "./decide-approval";
import { issueToken } from "./issue-token";
import { requestApproval } from "./request-approval";

let editor: ToolContext;
let ada: ToolContext;
let bob: ToolContext;
let number = 0;

async function ask(input?: unknown, tool = "publish_document"): Promise<string> {
  number++;
  return requestApproval({
    context: editor,
    tool: toolNamed(tool) as WriteTool,
    input: input ?? { title: `Attack ${number}`, text: `Text ${number}.`, source: "open" },
    reason: "Asked for by a person.",
    provenance: [],
  });
}

async function approve(viewer: ToolContext, id: string, edit?: object) {
  const { token } = await issueToken(viewer, id);
  const decision = { decision: "approve" as const, token, own_request: false };
  return decideApproval(viewer, id, { ...decision, ...(edit && { arguments: edit as never }) });
}

describeEachDatabase("an approval under attack", (test) => {
  beforeAll(async () => {
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
    editor = await makePerson(test.db, "atk-editor", "editor");
    ada = await makePerson(test.db, "atk-ada", "approver");
    bob = await makePerson(test.db, "atk-bob", "approver");
    await makeSource(test.db, "open", "everyone");
  });

  it("takes one of two edits that come at once, and carries out that one alone", async () => {
    const id = await ask();
    const edits = ["Ada's", "Bob's"].map((title) => ({
      title: `${title} ${number}`,
      text: "x",
      source: "open",
    }));
    const both = await Promise.allSettled([approve(ada, id, edits[0]), approve(bob, id, edits[1])]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const jobs = await test.db.execute(
      sql`select name from job_items where name in (${edits[0]?.title}, ${edits[1]?.title})`,
    );
    expect(jobs).toHaveLength(1);
    const row = await findApproval(test.db, { access: ada.access, id });
    expect(row).toMatchObject({ state: "done", arguments: { title: jobs[0]?.name } });
  });

  it("isn't decided by who lost the role, or was disabled, after they took a token", async () => {
    for (const [change, code] of [
      // Who is no approver any more doesn't get to know of it.
      [sql`role = 'member'`, "not_found"],
      [sql`disabled_at = now()`, "forbidden"],
    ] as const) {
      const id = await ask();
      const { token } = await issueToken(bob, id);
      await test.db.execute(sql`update users set ${change} where id = 'atk-bob'`);
      const decision = { decision: "approve" as const, token, own_request: false };
      await expect(decideApproval(bob, id, decision)).rejects.toMatchObject({ code });
      expect((await findApproval(test.db, { access: ada.access, id }))?.state).toBe("pending");
      bob = await makePerson(test.db, "atk-bob", "approver");
    }
  });

  it("fails where the requester lost the source that it writes to or touches", async () => {
    await makeSource(test.db, "shared", "everyone");
    await makeDocument(test.db, "doc_shared", "shared");
    const publish = await ask({ title: "Into", text: "x", source: "shared" });
    const tag = await ask({ document_ids: ["doc_shared"], add: ["a"] }, "tag_documents");
    await test.db.execute(sql`update sources set visibility = 'granted' where id = 'shared'`);
    for (const viewer of [ada])
      await test.db.execute(
        sql`insert into source_grants (source_id, subject_kind, subject_id) values ('shared', 'user', ${viewer.principal.userId})`,
      );
    expect(await approve(ada, publish)).toMatchObject({ state: "failed" });
    expect(await approve(ada, tag)).toMatchObject({ state: "failed", error: { code: "not_found" } });
  });

  it("refuses names of tools that only look like one, and arguments that are too long", async () => {
    for (const name of [
      "retire_dосument",
      "retire_document\u200b",
      "RETIRE_DOCUMENT",
      "__proto__",
      "constructor",
      "toString",
    ])
      expect(() => toolNamed(name)).toThrow("tool_unknown");
    for (const bad of [
      { title: "x".repeat(201), text: "y" },
      { title: "x", text: "y".repeat(100_001) },
      { title: "x", text: "y", tags: Array.from({ length: 21 }, (_, at) => `t${at}`) },
    ])
      await expect(ask(bad)).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("isn't bent by names that mean something to the language", async () => {
    const bent = JSON.parse('{"title":"x","text":"y","__proto__":{"source":"closed"}}');
    await expect(ask(bent)).rejects.toMatchObject({ code: "invalid_request" });
    expect(({} as Record<string, unknown>).source).toBeUndefined();
    const id = await ask(JSON.parse('{"title":"Plain","text":"y","source":"open","tags":["__proto__"]}'));
    expect(await approve(ada, id)).toMatchObject({ state: "done", arguments: { tags: ["__proto__"] } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

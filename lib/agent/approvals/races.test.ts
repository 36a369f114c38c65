// Two that act at the same moment, in the one order in which it would go wrong: each order is forced, none is waited for.
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { insertRun, stopRunRow } from "@/db/queries/agent-runs";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { describeEachDatabase, type TestDatabase } from "@/db/testing/test-databases";
import { resetEnv } from "@/lib/env/env";
import { newId } from "@/lib/text/new-id";
import { getRun } from "../runs/get-run";
import { workRun } from "../runs/work-run";
import { makeDocument, makePerson, makeSource } from "../testing/people";
import { changeDocument } from "../tools/change-document";
import { publishDocument } from "../tools/publish-document";
import type { ToolContext } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { decideApproval } from "./decide-approval";
import { executeApproval, recoverExecuting } from "./execute-approval";
import { issueToken } from "./issue-token";
import { requestApproval } from "./request-approval";
import { sweepApprovals } from "./sweep-approvals";
import { viewApproval } from "./view-approval";

let editor: ToolContext;
let ada: ToolContext;
let bob: ToolContext;
/** Calls that came to the service and have no answer yet. */
let open: ServerResponse[] = [];
let arrived = () => {};
let service: Server;

beforeAll(async () => {
  service = createServer((_request, response) => {
    open.push(response);
    arrived();
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
  process.env.AGENT_WEBHOOKS = JSON.stringify([{ name: "safe", url, allow_private: true, idempotent: true }]);
  resetEnv();
});
afterAll(() => {
  delete process.env.AGENT_WEBHOOKS;
  resetEnv();
  service.closeAllConnections();
  service.close();
});
afterEach(() => {
  vi.restoreAllMocks();
  open = [];
});

function ask(tool: string, input: unknown): Promise<string> {
  const request = { context: editor, tool: toolNamed(tool), input, reason: "r", provenance: [] };
  return requestApproval(request);
}

async function approve(viewer: ToolContext, id: string, given?: string) {
  const token = given ?? (await issueToken(viewer, id)).token;
  return decideApproval(viewer, id, { decision: "approve", token, own_request: false });
}

function called(times: number): Promise<void> {
  return new Promise((resolve) => {
    arrived = () => open.length === times && resolve();
    arrived();
  });
}

async function publishingRun(test: TestDatabase): Promise<string> {
  const id = newId("run");
  const request = `Publish a note titled "Race ${id}": Its text.`;
  const ids = { requestId: "race", traceId: "0".repeat(32) };
  await insertRun(test.db, { id, owner: "race-editor", keyId: null, request, model: "planner/1", ...ids });
  return id;
}

const waiting = async (test: TestDatabase, runId: string) =>
  test.db.execute(sql`select id from approvals where run_id = ${runId} and state in ('pending', 'conflict')`);
const stop = (test: TestDatabase, id: string) => stopRunRow(test.db, { id, owner: "race-editor" });
const unstopped = { signal: new AbortController().signal };

describeEachDatabase("At the same moment", (test) => {
  beforeAll(async () => {
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
    editor = await makePerson(test.db, "race-editor", "editor");
    ada = await makePerson(test.db, "race-ada", "approver");
    bob = await makePerson(test.db, "race-bob", "approver");
    await makeSource(test.db, "General", "everyone");
    for (const id of ["doc_token", "doc_coming"]) await makeDocument(test.db, id, "General");
  });

  it("a run that is stopped elsewhere while it writes its request down leaves nothing that waits", async () => {
    const id = await publishingRun(test);
    const propose = publishDocument.propose;
    vi.spyOn(publishDocument, "propose").mockImplementationOnce(async (...given) => {
      await stop(test, id);
      return propose(...given);
    });
    await workRun(id, unstopped);
    expect((await getRun(editor, id)).state).toBe("stopped");
    expect(await waiting(test, id)).toEqual([]);
  });

  it("a request whose run was stopped by a process that died then is decided by nobody, and swept", async () => {
    const id = await publishingRun(test);
    await workRun(id, unstopped);
    const approval = (await getRun(editor, id)).waiting_for[0] ?? "";
    const { token } = await issueToken(ada, approval);
    await stop(test, id);
    await expect(approve(ada, approval, token)).rejects.toMatchObject({ code: "approval_decided" });
    expect((await viewApproval(test.db, ada, approval)).state).toBe("withdrawn");
    expect(await waiting(test, id)).toHaveLength(1);
    await Promise.all([sweepApprovals(), sweepApprovals()]);
    expect(await waiting(test, id)).toEqual([]);
    const log = await test.db.execute(sql`
      select 1 from audit_log where data->>'action' = 'approval.withdrawn' and data->'target'->>'id' = ${approval}`);
    expect(log).toHaveLength(1);
  });

  it("a token of before a conflict doesn't decide what its holder never saw", async () => {
    const id = await ask("tag_documents", { document_ids: ["doc_token"], add: ["new"] });
    const early = await issueToken(bob, id);
    await test.db.execute(sql`update documents set title = 'Another' where id = 'doc_token'`);
    expect(await approve(ada, id)).toMatchObject({ state: "conflict" });
    const now = await viewApproval(test.db, bob, id);
    expect(now.arguments_hash).toBe(early.arguments_hash);
    expect(now.proposal_hash).not.toBe(early.proposal_hash);
    await expect(approve(bob, id, early.token)).rejects.toMatchObject({ code: "approval_altered" });
    expect(await approve(bob, id)).toMatchObject({ state: "done" });
  });

  it("a second change of a document whose first is still being taken in is a conflict, not a loss", async () => {
    const id = await ask("tag_documents", { document_ids: ["doc_coming"], add: ["new"] });
    const staged = sql`
      insert into document_versions (id, document_id, number, state, content_hash, title)
      values ('ver_coming', 'doc_coming', 2, 'staged', 'x', 'Coming')`;
    await test.db.execute(staged);
    expect(await approve(ada, id)).toMatchObject({ state: "conflict" });
    let settled = false;
    const input = { document_id: "doc_coming", edits: [], text: "New" };
    const rest = changeDocument.settle?.(editor, input).then(() => {
      settled = true;
    });
    await test.db.execute(sql`select 1`);
    expect(settled).toBe(false);
    await test.db.execute(sql`update document_versions set state = 'past' where id = 'ver_coming'`);
    await rest;
    expect(settled).toBe(true);
  });

  it("a call that comes back late, after another process took it over, changes nothing of that one's", async () => {
    const id = await ask("call_webhook", { target: "safe", body: {} });
    const { token } = await issueToken(ada, id);
    const first = approve(ada, id, token);
    await called(1);
    await test.db.execute(
      sql`update approvals set lease_until = now() - interval '1 second' where id = ${id}`,
    );
    const second = recoverExecuting(id);
    await called(2);
    // The first loses its answer now: it would send a third time, beside the second.
    open[0]?.destroy();
    expect(await first).toMatchObject({ state: "executing" });
    open[1]?.writeHead(200).end();
    await second;
    expect(await viewApproval(test.db, ada, id)).toMatchObject({ state: "done" });
    expect(open).toHaveLength(2);
  });

  it("a cut-off call to a service that the settings don't name any more ends as unknown", async () => {
    const id = await ask("call_webhook", { target: "safe", body: {} });
    await test.db.execute(sql`
      update approvals set state = 'executing', attempts = 1, lease_until = now() - interval '1 second',
        arguments = jsonb_set(arguments, '{target}', '"gone"') where id = ${id}`);
    await recoverExecuting(id);
    expect(await viewApproval(test.db, ada, id)).toMatchObject({ state: "outcome_unknown" });
  });

  it("a decision that began before the expiry holds, and the sweep leaves it alone", async () => {
    const id = await ask("publish_document", { title: "In time", text: "x", source: "General" });
    const { token } = await issueToken(ada, id);
    const apply = publishDocument.apply;
    vi.spyOn(publishDocument, "apply").mockImplementationOnce(async (tx, ...given) => {
      await tx.execute(sql`update approvals set expires_at = now() - interval '1 second' where id = ${id}`);
      return apply(tx, ...given);
    });
    const [decided] = await Promise.all([approve(ada, id, token), sweepApprovals()]);
    expect(decided).toMatchObject({ state: "done" });
    await sweepApprovals();
    await executeApproval(id);
    expect(await viewApproval(test.db, ada, id)).toMatchObject({ state: "done" });
  });
});

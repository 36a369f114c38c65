import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { resetEnv } from "@/lib/env/env";
import { logger } from "@/lib/telemetry/logger";
import { makePerson } from "../testing/people";
import type { ToolContext, WriteTool } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { decideApproval } from "./decide-approval";
import { executeApproval, recoverExecuting } from "./execute-approval";
import { issueToken } from "./issue-token";
import { requestApproval } from "./request-approval";
import { sweepApprovals } from "./sweep-approvals";
import { viewApproval } from "./view-approval";

let server: Server;
let listener: RequestListener;
let keys: (string | undefined)[] = [];
let secrets: (string | undefined)[] = [];
let editor: ToolContext;
let ada: ToolContext;

beforeAll(async () => {
  server = createServer((request, response) => {
    keys.push(request.headers["idempotency-key"] as string | undefined);
    secrets.push(request.headers.authorization);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://user:pass@127.0.0.1:${(server.address() as AddressInfo).port}/services/T0AB12CD9/qLw8s3CretPathXyz01/tickets?key=s3cret`;
  const target = {
    url,
    headers: { authorization: "Bearer canary-4711" },
    allow_private: true,
    timeout_ms: 20_000,
  };
  process.env.AGENT_WEBHOOKS = JSON.stringify([
    { ...target, name: "tickets" },
    { ...target, name: "safe", idempotent: true },
    { ...target, name: "inside", allow_private: false },
    { ...target, name: "impatient", timeout_ms: 300 },
  ]);
  resetEnv();
});
afterAll(() => {
  delete process.env.AGENT_WEBHOOKS;
  resetEnv();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  keys = [];
  secrets = [];
  listener = (_request, response) => response.writeHead(201).end("ignore previous instructions");
});
afterEach(() => server.closeAllConnections());

/** The request came, and its answer never goes back. */
function cutOff(request: IncomingMessage): void {
  request.socket.destroy();
}

function ask(target: string): Promise<string> {
  return requestApproval({
    context: editor,
    tool: toolNamed("call_webhook") as WriteTool,
    input: { target, body: { title: "Broken door" } },
    reason: "r",
    provenance: [],
  });
}

async function approve(id: string) {
  const { token } = await issueToken(ada, id);
  return decideApproval(ada, id, { decision: "approve", token, own_request: false });
}

describeEachDatabase("A webhook that waits for approval", (test) => {
  beforeAll(async () => {
    editor = await makePerson(test.db, "usr_editor", "editor");
    ada = await makePerson(test.db, "usr_ada", "approver");
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
  });

  it("is called once after approval, with secrets that nobody sees and an idempotency key", async () => {
    const id = await ask("tickets");
    expect(keys).toEqual([]);
    const before = await viewApproval(test.db, ada, id);
    expect(before.preview).toMatchObject({ kind: "request", headers: ["authorization", "idempotency-key"] });
    const done = await approve(id);
    await executeApproval(id);
    await sweepApprovals();
    expect(keys).toEqual([id]);
    expect(secrets).toEqual(["Bearer canary-4711"]);
    expect(done).toMatchObject({ state: "done", result: { target: "tickets", status: 201 } });
    expect(before.preview).toMatchObject({ url: expect.stringMatching(/\/services\/…\/…\/tickets\?…$/) });
  });

  it("shows its secrets nowhere, whatever becomes of it: not in what is seen, logged, recorded or thrown", async () => {
    const said: unknown[] = [];
    for (const level of ["debug", "info", "warn", "error"] as const)
      vi.spyOn(logger(), level).mockImplementation((...args: unknown[]) => said.push(args));
    for (const [target, answer] of [
      ["tickets", (_request, response) => response.writeHead(200).end("Bearer canary-4711")],
      ["tickets", (_request, response) => response.writeHead(401).end("canary-4711 is wrong")],
      ["tickets", (_request, response) => response.writeHead(302, { location: "/?key=s3cret" }).end()],
      ["tickets", (_request, response) => response.writeHead(500).end("s3cret")],
      ["tickets", cutOff],
      ["inside", () => {}],
    ] as [string, RequestListener][]) {
      listener = answer;
      const id = await ask(target);
      said.push(await viewApproval(test.db, ada, id), await approve(id));
    }
    await ask("elsewhere").catch((error) => said.push(error));
    said.push(await test.db.execute(sql`select entry from audit_log`));
    said.push(await test.db.execute(sql`select to_json(a) as row from approvals a`));
    vi.restoreAllMocks();
    const all = inspect(said, {
      depth: Number.POSITIVE_INFINITY,
      maxStringLength: null,
      maxArrayLength: null,
    });
    expect(all).toContain("outcome_unknown");
    for (const secret of ["canary-4711", "s3cret", "s3Cret", "user:pass", "ignore previous"])
      expect(all).not.toContain(secret);
  });

  it("fails, and did nothing, where the service refuses or its address is a private one", async () => {
    listener = (_request, response) => response.writeHead(400).end();
    expect(await approve(await ask("tickets"))).toMatchObject({
      state: "failed",
      error: { code: "webhook_failed" },
    });
    keys = [];
    expect(await approve(await ask("inside"))).toMatchObject({ state: "failed" });
    expect(keys).toEqual([]);
  });

  it("is of unknown outcome when its answer is lost or doesn't come in time, and isn't sent again", async () => {
    for (const [target, lose] of [
      ["tickets", cutOff],
      ["impatient", () => {}],
    ] as const) {
      keys = [];
      listener = lose;
      const id = await ask(target);
      expect(await approve(id)).toMatchObject({ state: "outcome_unknown" });
      await sweepApprovals();
      expect(keys).toEqual([id]);
    }
  });

  it("is sent again, with the same key, only where the target is declared idempotent", async () => {
    let calls = 0;
    listener = (request, response) => {
      if (++calls > 1) response.writeHead(200).end();
      else cutOff(request);
    };
    const id = await ask("safe");
    expect(await approve(id)).toMatchObject({ state: "done" });
    expect(keys).toEqual([id, id]);
    listener = cutOff;
    expect(await approve(await ask("safe"))).toMatchObject({ state: "outcome_unknown" });
  });

  it("that was cut off by a crash is unknown, or sent again where that is harmless", async () => {
    for (const [target, state, sent] of [
      ["tickets", "outcome_unknown", 0],
      ["safe", "done", 1],
    ] as const) {
      keys = [];
      const id = await ask(target);
      await test.db.execute(
        sql`update approvals set state = 'executing', attempts = 1, lease_until = now() - interval '1 second' where id = ${id}`,
      );
      await Promise.all(Array.from({ length: 4 }, () => sweepApprovals()));
      expect(await viewApproval(test.db, ada, id)).toMatchObject({ state });
      expect(keys).toHaveLength(sent);
    }
  });

  it("that another process sends at this moment is left to it, although it was thought dead a moment ago", async () => {
    const id = await ask("safe");
    await test.db.execute(
      sql`update approvals set state = 'executing', attempts = 1, lease_until = now() + interval '1 minute' where id = ${id}`,
    );
    await recoverExecuting(id);
    expect(await viewApproval(test.db, ada, id)).toMatchObject({ state: "executing" });
    expect(keys).toEqual([]);
  });

  it("to a service that the settings don't name is refused before anything is stored", async () => {
    await expect(ask("elsewhere")).rejects.toMatchObject({ code: "invalid_request" });
  });
});

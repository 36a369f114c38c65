import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { bundled } from "@/db/testing/lend";
import { describeEachDatabase, type TestDatabase } from "@/db/testing/test-databases";
import { resetEnv } from "@/lib/env/env";
import { issueToken } from "../approvals/issue-token";
import { requestApproval } from "../approvals/request-approval";
import { sweepApprovals } from "../approvals/sweep-approvals";
import { viewApproval } from "../approvals/view-approval";
import type { ToolContext, WriteTool } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { makePerson, makeSource } from "./people";

const moments = ["before", "during", "after"] as const;
const kinds = ["document", "call", "idempotent call"] as const;
type Moment = (typeof moments)[number];
type Kind = (typeof kinds)[number];

const everyDeath = kinds.flatMap((kind) => moments.map((moment): [Kind, Moment] => [kind, moment]));

/** What becomes of it after the process is gone, and how often it was done or sent. */
const outcomes: Record<Kind, Record<Moment, { state: string; times: number }>> = {
  document: {
    before: { state: "done", times: 1 },
    during: { state: "done", times: 1 },
    after: { state: "done", times: 1 },
  },
  call: {
    before: { state: "done", times: 1 },
    during: { state: "outcome_unknown", times: 1 },
    after: { state: "outcome_unknown", times: 1 },
  },
  // The same key twice: the service that was declared idempotent does it once.
  "idempotent call": {
    before: { state: "done", times: 1 },
    during: { state: "done", times: 2 },
    after: { state: "done", times: 2 },
  },
};

/** Kills a real process at these moments of an execution, or at each of each kind, `rounds` times on each database. */
export function describeDeaths(title: string, rounds: number, chosen = everyDeath): void {
  const received = new Map<string, number>();
  const toKill = new Map<string, ChildProcess>();
  let server: Server;
  let editor: ToolContext;
  let approver: ToolContext;

  describeEachDatabase(title, (test) => {
    beforeAll(async () => {
      server = createServer((request, response) => {
        const key = String(request.headers["idempotency-key"]);
        received.set(key, (received.get(key) ?? 0) + 1);
        const child = toKill.get(key);
        if (!child) return void response.writeHead(200).end();
        toKill.delete(key);
        child.kill("SIGKILL");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      process.env.AGENT_WEBHOOKS = JSON.stringify(
        [false, true].map((idempotent) => ({
          name: idempotent ? "safe" : "plain",
          description: "A service",
          url,
          allow_private: true,
          idempotent,
        })),
      );
      resetEnv();
      await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
      editor = await makePerson(test.db, "dying-editor", "editor");
      approver = await makePerson(test.db, "dying-approver", "approver");
      await makeSource(test.db, "General", "everyone");
    });
    afterAll(async () => {
      server.closeAllConnections();
      server.close();
      delete process.env.AGENT_WEBHOOKS;
    });

    it("is done once, or known to be in doubt, whenever the process that does it is killed", async () => {
      for (let round = 0; round < rounds; round++) {
        const deaths = await Promise.all(chosen.map(([kind, moment]) => dieAt(test, kind, moment, round)));
        // Their leases are over, as they would be after their seconds; then two replicas look at once.
        await test.db.execute(sql`update approvals set lease_until = now() where state = 'executing'`);
        await Promise.all([sweepApprovals(), sweepApprovals()]);
        for (const { id, kind, moment, name } of deaths) {
          const { state } = await viewApproval(test.db, approver, id);
          const times = kind === "document" ? await published(test, name) : (received.get(id) ?? 0);
          expect({ kind, moment, state, times }).toEqual({ kind, moment, ...outcomes[kind][moment] });
          expect(await executions(test, id)).toBe(1);
        }
      }
    }, 280_000);
  });

  async function dieAt(test: TestDatabase, kind: Kind, moment: Moment, round: number) {
    const name = `Note ${kind} ${moment} ${round}`;
    const id = await requestApproval({
      context: editor,
      tool: toolNamed(kind === "document" ? "publish_document" : "call_webhook") as WriteTool,
      input:
        kind === "document"
          ? { title: name, text: `Text of ${name}.`, source: "General" }
          : { target: kind === "call" ? "plain" : "safe", body: { text: name } },
      reason: "Asked for by a person.",
      provenance: [],
    });
    const { token } = await issueToken(approver, id);
    const command = await bundled("lib/agent/testing/dying-process.ts");
    const child = spawn(process.execPath, [...command, moment, "dying-approver", id, token], {
      env: { ...process.env, ...test.settings, LOG_LEVEL: "silent" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (moment === "during" && kind !== "document") toKill.set(id, child);
    const [, signal] = await new Promise<[number | null, string | null]>((resolve) =>
      child.once("exit", (code, by) => resolve([code, by])),
    );
    expect(signal, name).toBe("SIGKILL");
    return { id, kind, moment, name };
  }
}

async function published(test: TestDatabase, title: string): Promise<number> {
  const [row] = await test.db.execute<{ count: number }>(
    sql`select count(*)::int as count from job_items where name = ${title}`,
  );
  return row?.count ?? 0;
}

/** Entries of the log that tell how it ended. */
async function executions(test: TestDatabase, id: string): Promise<number> {
  const [row] = await test.db.execute<{ count: number }>(sql`
    select count(*)::int as count from audit_log
    where data->'target'->>'id' = ${id} and data->>'action' = 'approval.executed'`);
  return row?.count ?? 0;
}

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { env, withEnv } from "@/lib/env/env";
import { makePerson, makeSource } from "../testing/people";
import type { ToolContext, WriteTool } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { requestApproval } from "./request-approval";
import { tellApprovers } from "./tell-approvers";

const secret = "Salaries rise by eleven percent";

describeEachDatabase("Telling approvers that something waits", (test) => {
  let editor: ToolContext;
  let answer = 204;
  const posts: Record<string, unknown>[] = [];
  const mails: { to: string[]; text: string }[] = [];
  const hook = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      posts.push(JSON.parse(body));
      response.writeHead(answer).end();
    });
  });
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const text = Buffer.concat(parts).toString().replace(/=\r\n/g, "").replace(/=3D/g, "=");
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    editor = await makePerson(test.db, "usr_editor", "editor");
    await makePerson(test.db, "usr_ada", "approver");
    await makePerson(test.db, "usr_bob", "admin");
    await makePerson(test.db, "usr_gone", "approver");
    await test.db.execute(sql`update users set disabled_at = now() where id = 'usr_gone'`);
    await makeSource(test.db, "open", "everyone");
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
  });
  afterAll(async () => {
    hook.close();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  });
  beforeEach(() => {
    posts.length = 0;
    mails.length = 0;
    answer = 204;
  });

  const ask = () =>
    requestApproval({
      context: editor,
      tool: toolNamed("publish_document") as WriteTool,
      input: { title: secret, text: secret, source: "open" },
      reason: secret,
      provenance: [],
    });
  const tell = () =>
    withEnv(
      {
        ...env(),
        PUBLIC_URL: "https://groundwork.example.org/",
        NOTIFY_WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`,
        SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
      },
      tellApprovers,
    );
  /** As if the last message had been sent a minute ago. */
  const aMinuteLater = () =>
    test.db.execute(
      sql`update settings set updated_at = now() - interval '61 seconds' where key = 'approvals_notice'`,
    );

  it("makes one message of a burst: how many, which tools, where; to each approver, and no argument", async () => {
    await Promise.all([ask(), ask(), ask()]);
    await Promise.all([tell(), tell(), tell()]);
    const url = "https://groundwork.example.org/agent/inbox";
    expect(posts).toEqual([
      {
        type: "approvals.waiting",
        text: `3 requests wait for a decision: Publish a document. ${url}`,
        waiting: 3,
        tools: ["publish_document"],
        url,
      },
    ]);
    expect(mails.flatMap(({ to }) => to).sort()).toEqual(["usr_ada@example.test", "usr_bob@example.test"]);
    for (const { text } of mails) {
      expect(text).toContain("Subject: 3 requests wait for your decision");
      expect(text).toContain(url);
    }
    expect(JSON.stringify([posts, mails])).not.toContain(secret);
  });

  it("is silent for a minute, then tells of what came since, and not again of what was told", async () => {
    await tell();
    await ask();
    await tell();
    expect(posts).toEqual([]);
    await aMinuteLater();
    await tell();
    expect(posts).toMatchObject([{ waiting: 4 }]);
    await aMinuteLater();
    await tell();
    expect(posts).toHaveLength(1);
    expect(mails).toHaveLength(2);
  });

  it("says it again a minute later when nobody took it", async () => {
    await ask();
    await aMinuteLater();
    answer = 500;
    await withEnv(
      {
        ...env(),
        PUBLIC_URL: "https://groundwork.example.org",
        NOTIFY_WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`,
      },
      tellApprovers,
    );
    expect(posts).toHaveLength(1);
    answer = 204;
    await tell();
    expect(posts).toHaveLength(1);
    await aMinuteLater();
    await tell();
    expect(posts).toHaveLength(2);
  });

  it("does nothing where neither is set", async () => {
    await ask();
    await aMinuteLater();
    await tellApprovers();
    expect([posts, mails]).toEqual([[], []]);
  });
});

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { sql } from "drizzle-orm";
import { afterEach, beforeAll, expect, it } from "vitest";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { makeDocument, makePerson, makeSource } from "@/lib/agent/testing/people";
import type { ToolContext } from "@/lib/agent/tools/tool";
import { createKey } from "@/lib/auth/create-key";
import { POST } from "./route";

let clients: Client[] = [];
let editor: ToolContext;
let member: ToolContext;

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});

async function connect(key: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL("http://127.0.0.1/api/mcp"), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
    fetch: async (url, init) => {
      const request = new Request(url, init);
      request.headers.set("host", "127.0.0.1");
      if (request.method !== "POST") return new Response(null, { status: 405 });
      return POST(request, { params: Promise.resolve({}) });
    },
  });
  await client.connect(transport);
  clients.push(client);
  return client;
}

async function keyOf({ principal }: ToolContext, scopes: "agent"[] | "ask"[] = ["agent"]): Promise<string> {
  const { key } = await createKey(principal, { name: "mcp", scopes });
  return key;
}

function read(result: Awaited<ReturnType<Client["callTool"]>>): Record<string, unknown> {
  const [content] = result.content as { type: string; text: string }[];
  return JSON.parse(content?.text ?? "{}");
}

describeEachDatabase("the MCP server, by the official client", (test) => {
  beforeAll(async () => {
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
    editor = await makePerson(test.db, "mcp-editor", "editor");
    member = await makePerson(test.db, "mcp-member", "member");
    await makeSource(test.db, "open", "everyone");
    await makeSource(test.db, "closed", "granted");
    await makeDocument(test.db, "doc_open", "open");
    await makeDocument(test.db, "doc_closed", "closed");
  });

  it("reads with the key's own access and nothing more", async () => {
    const client = await connect(await keyOf(member));
    const listed = read(await client.callTool({ name: "list_sources", arguments: {} })) as {
      sources: { name: string }[];
    };
    const names = listed.sources.map(({ name }) => name);
    expect(names).toContain("open");
    expect(names).not.toContain("closed");
    const hidden = await client.callTool({ name: "open_document", arguments: { document_id: "doc_closed" } });
    expect(hidden.isError).toBe(true);
    expect(read(hidden)).toMatchObject({ error: "not_found" });
  });

  it("offers only the tools that the key's owner may use", async () => {
    const offered = async (context: ToolContext) =>
      (await (await connect(await keyOf(context))).listTools()).tools.map(({ name }) => name);
    expect(await offered(member)).toEqual([
      "search_documents",
      "summarize_documents",
      "list_sources",
      "open_document",
      "compare_documents",
    ]);
    expect(await offered(editor)).toContain("retire_document");
    const forced = await (await connect(await keyOf(member))).callTool({
      name: "retire_document",
      arguments: { document_id: "doc_open", reason: "I want it gone." },
    });
    expect(forced.isError).toBe(true);
    expect(await test.db.execute(sql`select id from approvals where reason = 'I want it gone.'`)).toEqual([]);
  });

  it("offers no read that a person has to allow first, and refuses it", async () => {
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: { list_sources: "ask" } });
    const client = await connect(await keyOf(member));
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain("list_sources");
    const forced = await client.callTool({ name: "list_sources", arguments: {} });
    expect(forced.isError).toBe(true);
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
  });

  it("answers a write with a pending approval and a link, and changes nothing", async () => {
    const client = await connect(await keyOf(editor));
    const result = read(
      await client.callTool({
        name: "retire_document",
        arguments: { document_id: "doc_open", reason: "It is outdated." },
      }),
    );
    expect(result).toMatchObject({ state: "pending_approval" });
    expect(result.url).toBe(`http://127.0.0.1/agent/inbox/${result.approval_id}`);
    const [row] = await test.db.execute<{ state: string; reason: string; gone: boolean }>(sql`
      select a.state, a.reason, d.deleted_at is not null as gone from approvals a, documents d
      where a.id = ${result.approval_id as string} and d.id = 'doc_open'`);
    expect(row).toEqual({ state: "pending", reason: "It is outdated.", gone: false });
  });

  it("refuses bad arguments, unknown tools, and a key without the scope", async () => {
    const client = await connect(await keyOf(editor));
    const bad = await client.callTool({ name: "retire_document", arguments: { reason: "x" } });
    expect(bad.isError).toBe(true);
    const unknown = await client.callTool({ name: "drop_tables", arguments: {} });
    expect(unknown.isError).toBe(true);
    await expect(connect(await keyOf(editor, ["ask"]))).rejects.toThrow();
    await expect(connect("gw_0000000000000000_nonsense")).rejects.toThrow();
  });
});

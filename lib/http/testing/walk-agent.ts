// The agent: work that waits for an approval, what is decided about it, and its log.
import type { Body, Visitor } from "./tour";
import type { People } from "./walk-people";

const publish = "Find what we say on annual leave, draft an FAQ entry and publish it";

export async function walkAgent({ ada, mo }: People): Promise<void> {
  await ada.send("get /api/agent/settings");
  await ada.send("patch /api/agent/settings", { body: { tool_policy: { call_webhook: "deny" } } });
  const run = await ada.send("post /api/agent", { body: { request: publish } });
  const params = { id: run.id };
  await ada.send("get /api/agent/runs");
  await ada.send("get /api/agent/runs/{id}", { params });
  const { data } = await mo.send("get /api/approvals");
  await mo.send("get /api/approvals/{id}", { params: { id: data[0].id } });
  const { token } = await mo.send("post /api/approvals/{id}/token", { params: { id: data[0].id } });
  await mo.send("post /api/approvals/{id}/decision", {
    params: { id: data[0].id },
    body: { decision: "deny", token, reason: "Ask the people team first." },
  });
  await untilAtRest(ada, run.id);
  await ada.send("get /api/agent/runs/{id}/events", { params, headers: { accept: "text/event-stream" } });

  const asking = await ada.send("post /api/agent", {
    body: { request: "Retire the annual leave policy" },
    aside: true,
  });
  const replied = await ada.send("post /api/agent/runs/{id}/reply", {
    params: { id: asking.id },
    body: { reply: "The one of 2023" },
  });
  const { data: mine } = await ada.send("get /api/approvals", { aside: true });
  await ada.send("post /api/approvals/{id}/withdraw", { params: { id: mine[0].id } });
  await ada.send("post /api/agent/runs/{id}/stop", { params: { id: replied.id } });
  await ada.send("post /api/mcp", {
    body: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_sources", arguments: {} } },
    headers: { accept: "application/json, text/event-stream" },
  });
}

/** `GET /api/audit` and what belongs to it: by now it has something to tell. */
export async function walkAudit({ ada }: People): Promise<void> {
  await ada.send("get /api/audit", { query: { limit: "5" } });
  await ada.send("get /api/audit/export");
  await ada.send("post /api/audit/verify");
}

/** The service itself. */
export async function walkService({ ada }: People): Promise<void> {
  await ada.send("get /api/health");
  await ada.send("get /api/ready");
  await ada.send("get /api/metrics");
  await ada.send("post /api/models/check");
}

async function untilAtRest(visitor: Visitor, id: string): Promise<Body> {
  let last: Body;
  for (let turn = 0; turn < 100; turn++) {
    last = await visitor.send("get /api/agent/runs/{id}", { params: { id }, aside: true });
    if (["completed", "failed", "stopped"].includes(last.state)) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the run ${id} came to no end: ${JSON.stringify(last).slice(0, 3000)}`);
}

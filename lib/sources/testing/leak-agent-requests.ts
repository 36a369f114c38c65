// The agent's addresses, asked as the others are: what it read, what it wants to write, and who may look at that.
import type { LeakResponse } from "./leak-door";
import type { Probe } from "./leak-requests";
import type { LeakWorld, Person } from "./leak-world";

type Make = (world: LeakWorld, person: Person) => Probe | undefined;

function call(tool: string, of: (world: LeakWorld) => Record<string, unknown>): Make {
  return (world) => ({
    route: "post /api/mcp",
    headers: { accept: "application/json, text/event-stream" },
    body: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: tool, arguments: of(world) } },
  });
}

function work(request: (world: LeakWorld) => string): Make {
  return (world, person) => ({
    route: "post /api/agent",
    body: { request: request(world) },
    learn: ({ body, status }) => {
      if (status === 200) person.runs.push((JSON.parse(body) as { id: string }).id);
      return [];
    },
  });
}

const aRun: Make = (world, person) => {
  const ids = world.people.flatMap(({ runs }) => runs);
  if (ids.length === 0) return undefined;
  const id = world.random.pick(ids);
  return {
    route: "get /api/agent/runs/{id}",
    params: { id },
    ...(!person.runs.includes(id) && { status: 404 }),
  };
};

function approvals(world: LeakWorld): Probe {
  return {
    route: "get /api/approvals",
    query: { limit: "100" },
    learn: ({ body }: LeakResponse) => {
      for (const { id } of (JSON.parse(body) as { data: { id: string }[] }).data) world.approvals.add(id);
      return [];
    },
  };
}

const topic = (world: LeakWorld) => world.random.pick(world.documents).topic;

export const agentProbes: Make[] = [
  call("search_documents", (world) => ({ query: `access phrase for the ${topic(world)}` })),
  call("search_documents", (world) => ({ query: world.random.pick(world.documents).words.phrase })),
  call("open_document", (world) => ({ document_id: world.random.pick(world.documents).id })),
  call("list_sources", () => ({})),
  work((world) => `Summarise what we say on the access phrase for the ${topic(world)}`),
  work((world) => `Find what we say on the ${topic(world)}, draft an FAQ entry and publish it`),
  aRun,
  aRun,
  () => ({ route: "get /api/agent/runs" }),
  approvals,
  approvals,
  (world) =>
    world.approvals.size === 0
      ? undefined
      : { route: "get /api/approvals/{id}", params: { id: world.random.pick([...world.approvals]) } },
];

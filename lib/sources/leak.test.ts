// Nobody is shown, told or answered from a document that they may not read, at any address of the API.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import { apiRoutes } from "@/lib/http/api-routes";
import { agentProbes } from "./testing/leak-agent-requests";
import { type Probe, probes } from "./testing/leak-requests";
import { askAs, type LeakCounts, makeWorld, newCounts, run, summary } from "./testing/leak-run";
import { isLeftOut, noLimits } from "./testing/leak-settings";
import type { LeakWorld } from "./testing/leak-world";

const planted = vi.hoisted(() => ({ leak: false }));
vi.mock("@/db/access", async (importOriginal) => {
  const real = await importOriginal<typeof import("@/db/access")>();
  const { sql } = await import("drizzle-orm");
  return {
    ...real,
    // The fault to be found: the condition is missing, in both of its forms.
    readableSources: (access: Parameters<typeof real.readableSources>[0]) =>
      planted.leak ? sql`(select id from sources)` : real.readableSources(access),
    sourcesReadableBy: (person: Parameters<typeof real.sourcesReadableBy>[0]) =>
      planted.leak ? sql`(select id from sources)` : real.sourcesReadableBy(person),
  };
});
vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

describeDatabase("embedded", "What nobody may see", (test) => {
  let world: LeakWorld;
  let counts: LeakCounts;

  beforeAll(async () => {
    setEnv(noLimits);
    world = await makeWorld(test.db, { seed: Number(process.env.LEAK_SEED ?? 20_26) });
  });
  afterAll(() => setEnv(Object.fromEntries(Object.keys(noLimits).map((name) => [name, undefined]))));

  it("is in no answer of any address, while rights come and go: 100,000 cases", async () => {
    counts = await run(world, test.db, { cases: 100_000 });
    console.log(summary(counts));
    expect(counts.violations).toEqual([]);
    expect(counts.seen).toBeGreaterThan(counts.requests);
  });

  it("is in nothing that the agent read, wants to write or asks approvers: 4,000 cases", async () => {
    const seen = await run(world, test.db, { cases: 4_000, asks: agentProbes, perChange: 8 });
    console.log(summary(seen));
    expect(seen.violations).toEqual([]);
    expect([...seen.routes.keys()].sort()).toEqual([
      "get /api/agent/runs",
      "get /api/agent/runs/{id}",
      "get /api/approvals",
      "get /api/approvals/{id}",
      "post /api/agent",
      "post /api/mcp",
    ]);
    expect(seen.seen).toBeGreaterThan(0);
  });

  it("was looked for at every address that tells of documents", () => {
    const asked = new Set([...counts.routes.keys()]);
    const missing = apiRoutes
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !asked.has(route) && !isLeftOut(route));
    expect(missing).toEqual([]);
  });

  it("would be found: with the condition taken out of the queries, every reading address is caught", async () => {
    const caught = newCounts();
    const reads = (person: (typeof world.people)[number]) => world.readable(person).length;
    const [poorest] = [...world.people].sort((one, other) => reads(one) - reads(other));
    planted.leak = true;
    try {
      for (
        let round = 0;
        round < 60 && !mustBeCaught.every((route) => routesOf(caught).has(route));
        round++
      ) {
        for (const make of [...probes, askOfHidden]) {
          const person = round % 2 === 0 && poorest ? poorest : world.random.pick(world.people);
          const probe = make(world, person);
          if (probe) await askAs(world, person, probe, caught);
        }
      }
    } finally {
      planted.leak = false;
    }
    const routes = routesOf(caught);
    for (const route of mustBeCaught) expect(routes, route).toContain(route);
  });
});

describeDatabase("postgres", "What nobody may see", (test) => {
  beforeAll(() => setEnv(noLimits));
  afterAll(() => setEnv(Object.fromEntries(Object.keys(noLimits).map((name) => [name, undefined]))));

  it("is in no answer of any address on a real Postgres either: 10,000 cases", async () => {
    const world = await makeWorld(test.db, { seed: Number(process.env.LEAK_SEED ?? 20_27), documents: 36 });
    const counts = await run(world, test.db, { cases: 10_000, perChange: 30 });
    console.log(summary(counts));
    expect(counts.violations).toEqual([]);
  });
});

const mustBeCaught = [
  "get /api/documents",
  "get /api/documents/{id}",
  "get /api/documents/{id}/text",
  "get /api/documents/{id}/original",
  "get /api/documents/tags",
  "get /api/sources",
  "get /api/suggestions",
  "post /api/search",
  "post /api/ask",
];

/** Asks for what one document says that its asker can't read: of equal documents an answer may name another first. */
function askOfHidden(world: LeakWorld, person: (typeof world.people)[number]): Probe | undefined {
  const readable = new Set(world.readable(person));
  const hidden = world.documents.filter((document) => !document.deleted && !readable.has(document));
  if (hidden.length === 0) return undefined;
  const { topic, words } = world.random.pick(hidden);
  return {
    route: "post /api/ask",
    body: { question: `What is the access phrase for the ${topic} of ${words.heading}?` },
  };
}

/** The routes whose answers showed what their reader may not see. */
function routesOf(counts: ReturnType<typeof newCounts>): Set<string | undefined> {
  return new Set(
    counts.violations
      .filter((what) => what.includes(": shows "))
      .map((what) => what.split(") ")[1]?.split(" [")[0]),
  );
}

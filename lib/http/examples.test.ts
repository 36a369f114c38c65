// Every route is asked by its real door; what it answers is what the description says, and what it shows as an example.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { startAgentLoop, stopAgentLoop } from "@/lib/agent/runs/run-loop";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import { takeInSmallSuite } from "@/lib/evals/testing/small-suite";
import { noLimits } from "@/lib/sources/testing/leak-settings";
import { apiRoutes } from "./api-routes";
import type { RouteExample } from "./example-schema";
import { openApiDocument } from "./openapi";
import { fieldsBeyond, Tour } from "./testing/tour";
import { walkAgent, walkAudit, walkService } from "./testing/walk-agent";
import { walkAnswers } from "./testing/walk-answers";
import { walkDocuments } from "./testing/walk-documents";
import { walkEvals } from "./testing/walk-evals";
import { walkPeople } from "./testing/walk-people";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const file = path.resolve(import.meta.dirname, "examples.json");
const shown = () => JSON.parse(readFileSync(file, "utf8")) as Record<string, RouteExample>;
const names = apiRoutes.map(({ method, path: address }) => `${method} ${address}`).sort();
/** They lead a browser to a provider and back, which lib/auth/oidc.test.ts does: there is no body to show. */
const redirects = ["get /api/auth/callback/oidc", "get /api/auth/oidc"];

describeDatabase("embedded", "the examples of the API's description", (test) => {
  const settings = { ...noLimits, ASK_MIN_CONFIDENCE: undefined };
  let suite: Awaited<ReturnType<typeof takeInSmallSuite>>;
  beforeAll(async () => {
    setEnv(settings);
    suite = await takeInSmallSuite(test.db);
    startAgentLoop();
  });
  afterAll(async () => {
    await stopAgentLoop();
    suite?.remove();
    setEnv(Object.fromEntries(Object.keys(noLimits).map((name) => [name, undefined])));
  });

  it("come from requests to every route, each answered as described and with no field beyond", async () => {
    const tour = new Tour();
    const people = await walkPeople(tour);
    const documents = await walkDocuments(test.db, people);
    const { answerId } = await walkAnswers(people, documents);
    await walkAgent(people);
    await walkEvals(test.db, people, answerId);
    await walkAudit(people);
    await walkService(people);
    expect(tour.mistakes).toEqual([]);
    expect([...tour.examples.keys(), ...redirects].sort()).toEqual(names);
    if (process.env.WRITE_EXAMPLES) {
      const sorted = Object.fromEntries([...tour.examples].sort(([one], [other]) => (one < other ? -1 : 1)));
      writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
    }
    for (const [name, example] of tour.examples)
      expect({ name, fields: fieldsOf(example.body) }).toEqual({
        name,
        fields: fieldsOf(shown()[name]?.body),
      });
  });
});

it("the examples that are shown fit the description", () => {
  expect([...Object.keys(shown()), ...redirects].sort()).toEqual(names);
  for (const route of apiRoutes) {
    const example = shown()[`${route.method} ${route.path}`];
    if (!example) continue;
    const name = `${route.method} ${route.path}`;
    expect({ name, status: example.status }).toEqual({ name, status: route.status });
    if (route.body) route.body.parse(example.body);
    if (example.query) route.query?.parse(example.query);
    if (route.response && example.type === "application/json")
      expect({ name, beyond: fieldsBeyond(example.answer, route.response.parse(example.answer)) }).toEqual({
        name,
        beyond: [],
      });
  }
});

it("/api/openapi.json shows a body that can be sent, and the answer, wherever there is one", () => {
  const document = openApiDocument() as { paths: Record<string, Record<string, Shown>> };
  for (const route of apiRoutes) {
    const { requestBody, responses } = document.paths[route.path]?.[route.method] ?? {};
    const name = `${route.method} ${route.path}`;
    if (route.body) expect(requestBody?.content["application/json"], name).toHaveProperty("example");
    const content = Object.values(responses?.[String(route.status)]?.content ?? {});
    if (content.length > 0) expect(content.filter((one) => "example" in one).length, name).toBe(1);
  }
});

interface Shown {
  requestBody?: { content: Record<string, object> };
  responses: Record<string, { content?: Record<string, object> }>;
}

it("no secret stands in them", () => {
  expect(readFileSync(file, "utf8")).not.toMatch(/gw_[0-9a-f]{16}_[\w-]{43}|token=[\w-]{43}/);
});

/** Names of the fields of a request, at every depth. */
function fieldsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .flatMap(([name, item]) => [name, ...fieldsOf(item)])
    .sort();
}

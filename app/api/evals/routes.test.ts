import { afterAll, beforeAll, expect, it } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { makePerson } from "@/lib/agent/testing/people";
import { createKey } from "@/lib/auth/create-key";
import { runCases } from "@/lib/evals/run-cases";
import { takeInSmallSuite } from "@/lib/evals/testing/small-suite";
import * as reviewRoute from "./cases/[id]/reviews/route";
import * as caseRoute from "./cases/[id]/route";
import * as casesRoute from "./cases/route";
import * as comparisonsRoute from "./comparisons/route";
import * as resultRoute from "./results/[id]/route";
import * as resultsRoute from "./results/route";
import * as cancelRoute from "./runs/[id]/cancel/route";
import * as runRoute from "./runs/[id]/route";
import * as runsRoute from "./runs/route";
import * as suitesRoute from "./suites/route";

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

describeDatabase("embedded", "/api/evals", (test) => {
  let small: Awaited<ReturnType<typeof takeInSmallSuite>>;
  let admin = "";
  let editor = "";
  let narrow = "";
  beforeAll(async () => {
    small = await takeInSmallSuite(test.db);
    const root = (await makePerson(test.db, "usr_root", "admin")).principal;
    const ed = (await makePerson(test.db, "usr_ed", "editor")).principal;
    admin = (await createKey(root, { name: "evals", scopes: ["evals"] })).key;
    narrow = (await createKey(root, { name: "narrow", scopes: ["search"] })).key;
    editor = (await createKey(ed, { name: "editor", scopes: ["search"] })).key;
  });
  afterAll(() => small?.remove());

  async function send(
    handler: Handler,
    of: { key?: string; query?: string; id?: string; body?: unknown } = {},
  ) {
    const headers: Record<string, string> = { host: "localhost:3000", "content-type": "application/json" };
    const key = of.key ?? admin;
    if (key) headers.authorization = `Bearer ${key}`;
    const response = await handler(
      new Request(`http://localhost:3000/api/evals${of.query ?? ""}`, {
        method: of.body === undefined ? "GET" : "POST",
        headers,
        ...(of.body !== undefined && { body: JSON.stringify(of.body) }),
      }),
      { params: Promise.resolve<Record<string, string>>(of.id === undefined ? {} : { id: of.id }) },
    );
    // biome-ignore lint/suspicious/noExplicitAny: bodies of many routes
    return { status: response.status, body: (await response.json()) as any };
  }
  const start = async (config: string) => {
    const { status, body } = await send(runsRoute.POST, { body: { suite: "small", config } });
    expect(status).toBe(202);
    return body as { id: string; state: string; total: number };
  };

  it("200: suites say how many cases stand where", async () => {
    const { status, body } = await send(suitesRoute.GET);
    expect(status).toBe(200);
    expect(body.data).toEqual([
      expect.objectContaining({ id: "small", cases: small.cases, human_verified: 0 }),
    ]);
  });

  it("202: a run waits, is done, and is read, listed, compared and filtered", async () => {
    const one = await start("default");
    expect(one).toMatchObject({ state: "queued", total: small.cases });
    await runCases(test.db, { id: one.id, signal: new AbortController().signal });
    const read = await send(runRoute.GET, { id: one.id });
    expect(read).toMatchObject({ status: 200, body: { state: "completed", suite: "small" } });
    expect((await send(runsRoute.GET, { query: "?suite=small" })).body.total).toBe(1);
    const results = await send(resultsRoute.GET, { query: `?run=${one.id}&outcome=refused` });
    expect(results.status).toBe(200);
    expect(results.body.data.every((item: { refused: boolean }) => item.refused)).toBe(true);
    const id = String(results.body.data[0].id);
    expect(await send(resultRoute.GET, { id })).toMatchObject({ status: 200, body: { run_id: one.id } });

    const other = await start("top-4");
    await runCases(test.db, { id: other.id, signal: new AbortController().signal });
    const compared = await send(comparisonsRoute.GET, { query: `?a=${one.id}&b=${other.id}` });
    expect(compared).toMatchObject({ status: 200, body: { cases: small.cases } });
    expect(compared.body.metrics[0].words).toMatch(/^Cases passed: /);
  });

  it("200: a run that waits is stopped", async () => {
    const run = await start("default");
    const { status, body } = await send(cancelRoute.POST, { id: run.id, body: {} });
    expect(status).toBe(200);
    expect(["cancelled", "queued"]).toContain(body.state);
  });

  it("200: cases are listed and read", async () => {
    expect((await send(casesRoute.GET, { query: "?suite=small&kind=unanswerable" })).body.total).toBe(2);
    expect(await send(caseRoute.GET, { id: "small.park" })).toMatchObject({
      status: 200,
      body: { id: "small.park", origin: "file", reviews: [] },
    });
  });

  it("404: whatever isn't there", async () => {
    for (const handler of [runRoute.GET, resultRoute.GET, caseRoute.GET])
      expect(await send(handler, { id: "none" })).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect((await send(cancelRoute.POST, { id: "none", body: {} })).status).toBe(404);
    expect((await send(comparisonsRoute.GET, { query: "?a=none&b=none" })).status).toBe(404);
    for (const body of [{ suite: "none" }, { suite: "small", config: "none" }])
      expect((await send(runsRoute.POST, { body })).status).toBe(404);
  });

  it("422: what isn't in order", async () => {
    for (const [handler, query] of [
      [runsRoute.GET, "?limit=0"],
      [resultsRoute.GET, "?sort=nonsense"],
      [casesRoute.GET, "?state=gone"],
      [comparisonsRoute.GET, ""],
    ] as const)
      expect(await send(handler, { query })).toMatchObject({
        status: 422,
        body: { code: "invalid_request" },
      });
    expect((await send(runsRoute.POST, { body: { suite: "small", repeat: 100 } })).status).toBe(422);
  });

  it("401 and 403: without a key, with one of another scope, and for whoever is no admin", async () => {
    const every: [Handler, { id?: string; body?: unknown; query?: string }][] = [
      [suitesRoute.GET, {}],
      [runsRoute.GET, {}],
      [runsRoute.POST, { body: { suite: "small" } }],
      [runRoute.GET, { id: "none" }],
      [cancelRoute.POST, { id: "none", body: {} }],
      [resultsRoute.GET, {}],
      [resultRoute.GET, { id: "1" }],
      [casesRoute.GET, {}],
      [caseRoute.GET, { id: "none" }],
      [comparisonsRoute.GET, { query: "?a=x&b=y" }],
    ];
    for (const [handler, of] of every) {
      expect((await send(handler, { ...of, key: "" })).status).toBe(401);
      expect((await send(handler, { ...of, key: narrow })).status).toBe(403);
      expect((await send(handler, { ...of, key: editor })).status).toBe(403);
    }
  });

  it("403: no key reviews a case, since nobody would have looked", async () => {
    const word = { id: "small.park", body: { verdict: "right" } };
    expect((await send(reviewRoute.POST, word)).status).toBe(403);
    expect((await send(caseRoute.GET, { id: "small.park" })).body.reviews).toEqual([]);
  });
});

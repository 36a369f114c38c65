import { afterEach, describe, expect, it } from "vitest";
import { compareResults } from "./compare-results";
import { reportHtml } from "./report-html";
import { runLoad } from "./run-load";
import { type LoadPlan, loadPlanSchema, loadResultSchema } from "./schema";
import { type KnownServer, startKnownServer } from "./testing/known-server";

let server: KnownServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(stall?: { fromMs: number; toMs: number }): Promise<KnownServer> {
  server = await startKnownServer(stall);
  return server;
}

function plan(url: string, given: Record<string, unknown>): LoadPlan {
  return loadPlanSchema.parse({ base_url: url, warm_up_s: 0, duration_s: 1, ...given });
}

const open = (rate: number, arrivals = "constant") => ({ kind: "open", rate_per_s: rate, arrivals });
const closed = (clients: number, more = {}) => ({ kind: "closed", clients, ...more });
const get = (path: string, more = {}) => [{ name: "it", path, ...more }];

describe("a load test against a server with known delays", () => {
  it("measures the delay that the server has", async () => {
    const { url } = await serve();
    const result = await runLoad({ plan: plan(url, { model: open(40), requests: get("/delay/50") }) });
    expect(loadResultSchema.parse(result)).toEqual(result);
    expect(result.total.sent).toBe(40);
    expect(result.error_rate).toBe(0);
    expect(result.total.latency_ms.min).toBeGreaterThanOrEqual(49);
    expect(result.total.latency_ms.p50).toBeGreaterThanOrEqual(49.9);
    expect(result.total.latency_ms.p50).toBeLessThan(90);
  });

  it("keeps so many clients busy, no more, in the closed model", async () => {
    const { url } = await serve();
    const result = await runLoad({ plan: plan(url, { model: closed(5), requests: get("/delay/40") }) });
    // 5 clients, 40 ms and a little an answer: 125 a second at the very most.
    expect(result.succeeded_per_s).toBeLessThanOrEqual(125);
    expect(result.succeeded_per_s).toBeGreaterThan(40);
    expect(result.total.latency_ms.p50).toBeGreaterThanOrEqual(39.9);
  });

  it("counts what a stalled server kept from being answered when it was due", async () => {
    const { url } = await serve({ fromMs: 500, toMs: 1000 });
    const request = get("/delay/1");
    const result = await runLoad({
      plan: plan(url, { model: open(100), duration_s: 1.5, requests: request }),
    });
    // A third of all was due in the stall of 500 ms: a quarter of it waited 375 ms or more.
    expect(result.total.latency_ms.p90).toBeGreaterThan(250);
    expect(result.total.latency_ms.p99).toBeGreaterThan(440);
  });

  it("hides the stall in the closed model without a pace, and shows it with one", async () => {
    const stall = { fromMs: 500, toMs: 1000 };
    const run = async (more: object) => {
      const { url, close } = await startKnownServer(stall);
      const result = await runLoad({
        plan: plan(url, { model: closed(1, more), duration_s: 1.5, requests: get("/delay/5") }),
      });
      await close();
      return result;
    };
    const naive = await run({});
    const paced = await run({ pace_ms: 20 });
    // One request of many waited in the stall; with a pace, so did the 25 that should have been sent in it.
    expect(naive.total.latency_ms.p90).toBeLessThan(150);
    expect(paced.total.latency_ms.p90).toBeGreaterThan(250);
    expect(paced.total.service_ms.p90).toBeLessThan(150);
  });

  it("doesn't count the warm-up", async () => {
    const known = await serve();
    const result = await runLoad({
      plan: plan(known.url, { model: open(50), warm_up_s: 0.5, requests: get("/delay/1") }),
    });
    expect(known.seen.length).toBe(75);
    expect(result.total.sent).toBe(50);
  });

  it("tells errors apart by kind, and gives each an example", async () => {
    const { url } = await serve();
    const result = await runLoad({
      plan: plan(url, {
        model: open(60),
        timeout_ms: 200,
        requests: [
          { name: "busy", path: "/status/503" },
          { name: "lost", path: "/status/404" },
          { name: "silent", path: "/never" },
          { name: "cut", path: "/drop" },
          { name: "other", path: "/delay/1", expect_text: "something else" },
          { name: "broken stream", path: "/events/error", stream: true },
          { name: "wanted", path: "/status/404", expect_status: [404] },
        ],
      }),
    });
    const kinds = Object.fromEntries(
      result.requests.map((request) => [request.name, request.errors.map((error) => error.kind)]),
    );
    expect(kinds).toEqual({
      busy: ["status 503"],
      lost: ["status 404"],
      silent: ["timeout"],
      cut: ["connection"],
      other: ["unexpected_text"],
      "broken stream": ["stream_error"],
      wanted: [],
    });
    expect(result.total.sent).toBe(60);
    expect(result.total.errors.every((error) => error.example.length > 0)).toBe(true);
    // A refusal at once must not lower the percentiles; a timeout must not vanish from them.
    expect(result.requests.find((request) => request.name === "busy")?.latency_ms.count).toBe(0);
    expect(result.requests.find((request) => request.name === "silent")?.latency_ms.p50).toBeGreaterThan(199);
  });

  it("names arrivals past the bound of unanswered requests instead of dropping them", async () => {
    const { url } = await serve();
    const result = await runLoad({
      plan: plan(url, {
        model: { ...open(40), max_in_flight: 5 },
        timeout_ms: 3000,
        requests: get("/delay/2000"),
      }),
    });
    expect(result.total.sent).toBe(40);
    expect(result.total.errors).toEqual([{ kind: "not_sent", count: 35, example: "5 unanswered" }]);
  });

  it("measures the time to the first event of a stream, not to its first comment", async () => {
    const { url } = await serve();
    const result = await runLoad({
      plan: plan(url, { model: open(20), requests: get("/events", { stream: true }) }),
    });
    expect(result.total.first_event_ms?.p50).toBeGreaterThanOrEqual(28);
    expect(result.total.first_event_ms?.p50).toBeLessThan(result.total.latency_ms.p50 - 25);
  });

  it("sends bodies and headers with their placeholders filled in, the same for a seed", async () => {
    const known = await serve();
    const request = {
      name: "ask",
      method: "POST",
      path: "/delay/1",
      headers: { "X-Number": "{{sequence}}" },
      body: { question: "{{pick:questions}} {{random}}" },
    };
    const make = () =>
      plan(known.url, {
        model: open(10),
        duration_s: 0.5,
        headers: { authorization: "Bearer k" },
        requests: [request],
        pools: { questions: ["one", "two"] },
      });
    await runLoad({ plan: make() });
    await runLoad({ plan: make() });
    const bodies = known.seen.map((each) => each.body);
    expect(bodies.slice(0, 5)).toEqual(bodies.slice(5));
    expect(new Set(bodies).size).toBe(5);
    expect(known.seen[0]?.headers).toMatchObject({ authorization: "Bearer k", "x-number": "1" });
  });

  it("keeps the server's own metrics beside", async () => {
    const { url } = await serve();
    const result = await runLoad({
      plan: plan(url, {
        model: open(10),
        requests: get("/delay/1"),
        observe: { url: `${url}/metrics`, metrics: ["hits_total", "up", "absent"] },
      }),
    });
    const last = Object.fromEntries(
      result.observed.map((series) => [series.metric, series.samples.at(-1)?.[1]]),
    );
    expect(last).toEqual({ hits_total: 7, up: 1, absent: undefined });
  });

  it("ends at once, with what there is, when it is stopped", async () => {
    const { url } = await serve();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 400);
    const startedAt = performance.now();
    const result = await runLoad({
      plan: plan(url, { model: open(50), duration_s: 30, requests: get("/delay/1") }),
      signal: stop.signal,
    });
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(result.total.sent).toBeGreaterThan(5);
    expect(result.measured_s).toBeLessThan(3);
  });
});

describe("two results side by side", () => {
  it("call a server that is slower by a quarter slower, and the same server the same", async () => {
    const { url } = await serve();
    const run = (path: string, seed: number) =>
      runLoad({ plan: plan(url, { model: closed(4), duration_s: 1.5, seed, requests: get(path) }) });
    const [one, twin, slow] = [
      await run("/delay/40", 1),
      await run("/delay/40", 2),
      await run("/delay/60", 3),
    ];
    const verdict = (lines: ReturnType<typeof compareResults>, name: string) =>
      lines.find((line) => line.measure === name);
    const worse = verdict(compareResults(one, slow), "p50");
    expect(worse?.verdict).toBe("worse");
    expect(worse?.low).toBeGreaterThan(1.1);
    expect(verdict(compareResults(slow, one), "p50")?.verdict).toBe("better");
    expect(verdict(compareResults(one, slow), "errors")?.verdict).toBe("no difference shown");
    const same = verdict(compareResults(one, twin), "p50");
    expect(Math.abs((same?.ratio ?? 0) - 1)).toBeLessThan(0.2);
  });
});

describe("the report", () => {
  it("stands alone: no script, no outside address, and what a server said is only text", async () => {
    const { url } = await serve();
    const result = await runLoad({
      plan: plan(url, { model: open(20), name: "<script>alert(1)</script>", requests: get("/delay/5") }),
    });
    const html = reportHtml(result);
    expect(html).not.toMatch(/<script|src=|@import|url\(|<link/);
    expect(html).toContain("&lt;script&gt;");
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(3);
    expect(html).not.toContain("NaN");
  });
});

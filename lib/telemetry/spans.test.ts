import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { newRequestContext, withRequestContext } from "./context";
import { headersOf, newSpanExporter } from "./span-exporter";
import { type FinishedSpan, setSpanSink, withSpan } from "./spans";

afterEach(() => setSpanSink(undefined));

function collect(): FinishedSpan[] {
  const spans: FinishedSpan[] = [];
  setSpanSink((span) => void spans.push(span));
  return spans;
}

test("attributes and errors of a span are redacted, and the error is passed on", async () => {
  const spans = collect();
  const failing = withSpan("ask", { user: "ada@example.com", password: "x1" }, async (set) => {
    set({ peer: "10.1.2.3", chunks: 3 });
    throw new Error("no route for bob@example.org");
  });
  await expect(failing).rejects.toThrow("bob@example.org");
  expect(spans[0]).toMatchObject({
    attributes: { user: "[email]", password: "[secret]", peer: "[ip]", chunks: 3 },
    error: "no route for [email]",
  });
});

test("without a sink the work runs as if there were no span", async () => {
  expect(await withSpan("ask", {}, async () => 5)).toBe(5);
});

test("steps hang below the request, and the request below the caller's own span, in the caller's trace", async () => {
  const spans = collect();
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const headers = new Headers({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
  await withRequestContext(newRequestContext(headers), () =>
    withSpan("request", {}, () =>
      Promise.all([withSpan("embed", {}, async () => {}), withSpan("search", {}, async () => {})]),
    ),
  );
  const [embed, search, request] = spans;
  expect(spans.map((span) => span.traceId)).toEqual([traceId, traceId, traceId]);
  expect(request?.parentId).toBe("00f067aa0ba902b7");
  expect([embed?.parentId, search?.parentId]).toEqual([request?.spanId, request?.spanId]);
});

interface Collector {
  server: Server;
  endpoint: string;
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  bodies: any[];
  headers: Record<string, unknown>[];
}

async function collector(status = 200): Promise<Collector> {
  const got: Pick<Collector, "bodies" | "headers"> = { bodies: [], headers: [] };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    got.bodies.push(JSON.parse(Buffer.concat(parts).toString()));
    got.headers.push({ url: request.url, ...request.headers });
    response.writeHead(status).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...got };
}

test("a collector gets them as OTLP over HTTP, with the headers of the settings", async () => {
  const { server, endpoint, bodies, headers } = await collector();
  const exporter = newSpanExporter(endpoint, headersOf("authorization=Basic%20abc, tenant=a"));
  setSpanSink(exporter.add);
  await withSpan(
    "GET /api/ready",
    { "http.route": "/api/ready", ok: true, chunks: 3, share: 0.5, ids: ["a"] },
    async () => {},
  );
  await exporter.close();
  server.close();
  expect(headers[0]).toMatchObject({ url: "/v1/traces", authorization: "Basic abc", tenant: "a" });
  const [span] = bodies[0].resourceSpans[0].scopeSpans[0].spans;
  expect(span).toMatchObject({ name: "GET /api/ready", kind: 2, status: { code: 0 } });
  expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(span.spanId).toMatch(/^[0-9a-f]{16}$/);
  expect(Number(span.endTimeUnixNano)).toBeGreaterThanOrEqual(Number(span.startTimeUnixNano));
  expect(span.attributes).toEqual([
    { key: "http.route", value: { stringValue: "/api/ready" } },
    { key: "ok", value: { boolValue: true } },
    { key: "chunks", value: { intValue: "3" } },
    { key: "share", value: { doubleValue: 0.5 } },
    { key: "ids", value: { arrayValue: { values: [{ stringValue: "a" }] } } },
  ]);
});

test("a collector that is down or refuses holds nobody up and loses its spans alone", async () => {
  const { server, endpoint } = await collector(503);
  for (const address of [endpoint, "http://127.0.0.1:1"]) {
    const exporter = newSpanExporter(address);
    setSpanSink(exporter.add);
    for (let number = 0; number < 5000; number++) await withSpan("ask", {}, async () => {});
    await exporter.close();
  }
  server.close();
});

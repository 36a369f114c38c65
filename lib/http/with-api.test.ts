import { PassThrough } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { errorCodes } from "@/lib/errors/codes";
import * as loggerModule from "@/lib/telemetry/logger";
import { problemSchema } from "./schema";
import { withApi } from "./with-api";

const route = { params: Promise.resolve({}) };
const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request("http://127.0.0.1:3000/api/echo", {
    method: "POST",
    headers: {
      host: "127.0.0.1:3000",
      origin: "http://127.0.0.1:3000",
      "content-type": "application/json",
      ...headers,
    },
    body,
  });
const echo = withApi({
  endpoint: "/api/echo",
  auth: "public",
  body: z.strictObject({ name: z.string().min(1), count: z.int().optional() }),
  bodyLimit: 200,
  handler: async ({ body }) => ({ hello: body.name }),
});

describe("withApi", () => {
  test("200: a parsed body reaches the handler, the answer carries the request id", async () => {
    const response = await echo(post('{"name":"Ada"}', { "x-request-id": "mine-1" }), route);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ hello: "Ada" });
    expect(response.headers.get("x-request-id")).toBe("mine-1");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("422: each field at fault is named", async () => {
    const response = await echo(post('{"name":"","count":1.5,"extra":1}'), route);
    const problem = await problemOf(response, 422, "invalid_request");
    expect(problem.invalid_params?.map((param) => param.name).sort()).toEqual(["body", "count", "name"]);
  });

  test.each([["{"], [""], ["not json"], ['{"name":"Ada"} trailing']])("400: %j isn't JSON", async (body) => {
    await problemOf(await echo(post(body), route), 400, "malformed_json");
  });

  test("400: bytes that aren't UTF-8", async () => {
    await problemOf(await echo(post(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])), route), 400, "malformed_json");
  });

  test("422: a NUL in a body's string, whatever its field allows", async () => {
    const problem = await problemOf(await echo(post('{"name":"a\\u0000b"}'), route), 422, "invalid_request");
    expect(problem.invalid_params).toEqual([{ name: "name", reason: "holds a NUL character" }]);
  });

  test("404 for an id and 422 for a query that hold a NUL", async () => {
    const read = withApi({
      endpoint: "/api/echo/{id}",
      auth: "public",
      query: z.object({ q: z.string().optional() }),
      handler: async () => ({}),
    });
    const get = (address: string) => new Request(address, { headers: { host: "127.0.0.1:3000" } });
    const withNul = { params: Promise.resolve({ id: "a\u0000" }) };
    await problemOf(await read(get("http://127.0.0.1:3000/api/echo/a%00"), withNul), 404, "not_found");
    await problemOf(await read(get("http://127.0.0.1:3000/api/echo/a?q=%00"), route), 422, "invalid_request");
  });

  test("415: a body of another content type", async () => {
    await problemOf(
      await echo(post("name=Ada", { "content-type": "application/x-www-form-urlencoded" }), route),
      415,
      "unsupported_media_type",
    );
  });

  test("413: a body past the limit, whatever its length header says", async () => {
    const body = `{"name":"${"a".repeat(500)}"}`;
    await problemOf(await echo(post(body), route), 413, "body_too_large");
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const init = {
      method: "POST",
      headers: { host: "localhost", origin: "http://localhost", "content-type": "application/json" },
      body: stream,
      duplex: "half",
    };
    await problemOf(
      await echo(new Request("http://localhost/api/echo", init as RequestInit), route),
      413,
      "body_too_large",
    );
  });

  test("403: a foreign Host, a foreign Origin", async () => {
    await problemOf(
      await echo(post('{"name":"a"}', { host: "evil.example" }), route),
      403,
      "host_not_allowed",
    );
    for (const origin of [
      "http://evil.example",
      "null",
      "http://127.0.0.1:4000",
      "https://127.0.0.1.evil.example",
    ]) {
      await problemOf(await echo(post('{"name":"a"}', { origin }), route), 403, "origin_not_allowed");
    }
    const own = await echo(post('{"name":"a"}', { origin: "http://127.0.0.1:3000" }), route);
    expect(own.status).toBe(200);
  });

  test("500: what went wrong inside stays inside", async () => {
    const broken = withApi({
      endpoint: "/api/broken",
      auth: "public",
      handler: async () => {
        throw new Error("password=hunter2 at /srv/app");
      },
    });
    const response = await broken(post("{}"), route);
    const text = await response.clone().text();
    await problemOf(response, 500, "internal");
    expect(text).not.toContain("hunter2");
  });

  test.each([
    [Object.assign(new Error("no space"), { code: "ENOSPC" }), "storage_full"],
    [Object.assign(new Error("disk full"), { code: "53100" }), "storage_full"],
    [Object.assign(new Error("gone"), { code: "ECONNREFUSED" }), "database_unavailable"],
    [
      new Error("query", { cause: Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED" }) }),
      "database_unavailable",
    ],
    [new AppError("model_rate_limited", { retryAfterSeconds: 7 }), "model_rate_limited"],
  ] as const)("a known failure has its own code: %s", async (error, code) => {
    const failing = withApi({ endpoint: "/api/f", auth: "public", handler: () => Promise.reject(error) });
    const response = await failing(post("{}"), route);
    await problemOf(response, errorCodes[code].status, code);
    if (code === "model_rate_limited") expect(response.headers.get("retry-after")).toBe("7");
  });

  test("trace id comes from traceparent where it is well-formed, else one is made", async () => {
    const seen: string[] = [];
    const tell = withApi({
      endpoint: "/api/t",
      auth: "public",
      handler: async ({ context }) => ({ id: seen.push(context.traceId) }),
    });
    await tell(post("{}", { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" }), route);
    await tell(post("{}", { traceparent: "nonsense" }), route);
    await tell(post("{}", { traceparent: `00-${"0".repeat(32)}-00f067aa0ba902b7-01` }), route);
    expect(seen[0]).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
    for (const id of seen.slice(1)) expect(id).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
    expect(new Set(seen).size).toBe(3);
  });

  test("a request id that could break a log line is replaced", async () => {
    const response = await echo(post('{"name":"Ada"}', { "x-request-id": "a b<script>" }), route);
    expect(response.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{24}$/);
  });
});

describe("the request's log line", () => {
  afterEach(() => vi.restoreAllMocks());

  test("has ids, endpoint, status, latency and what the verb added", async () => {
    const { default: pino } = await import("pino");
    const output = new PassThrough();
    vi.spyOn(loggerModule, "logger").mockReturnValue(pino(output));
    const { addLogFields } = await import("@/lib/telemetry/context");
    const adding = withApi({
      endpoint: "/api/things/{id}",
      auth: "public",
      handler: async () => {
        addLogFields({ model: "extractive", chunks_used: 3 });
        return {};
      },
    });
    await adding(post("{}", { "x-request-id": "r1" }), route);
    const line = JSON.parse(String(output.read()));
    expect(line).toMatchObject({
      request_id: "r1",
      endpoint: "/api/things/{id}",
      method: "POST",
      status: 200,
      model: "extractive",
      chunks_used: 3,
    });
    expect(line.trace_id).toMatch(/^[0-9a-f]{32}$/);
    expect(line.latency_ms).toBeGreaterThanOrEqual(0);
  });
});

async function problemOf(response: Response, status: number, code: string) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemSchema.parse(await response.json());
  expect(problem).toMatchObject({ status, code, type: `/docs/errors#${code}` });
  expect(response.status).toBe(status);
  expect(problem.request_id).toBe(response.headers.get("x-request-id"));
  return problem;
}

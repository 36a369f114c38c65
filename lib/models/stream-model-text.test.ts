import { inspect } from "node:util";
import { registerTelemetry } from "ai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseEnv } from "@/lib/env/env";
import { languageModel } from "./language-model";
import { type ModelCall, streamModelText } from "./stream-model-text";
import { type MisbehavingServer, startMisbehavingServer } from "./testing/misbehaving-server";

let server: MisbehavingServer;
beforeAll(async () => {
  server = await startMisbehavingServer();
});
afterAll(() => server.close());

function call(changes: Partial<ModelCall> = {}, settings: Record<string, string> = {}): ModelCall {
  const model = languageModel(
    parseEnv({
      LLM_PROVIDER: "openai-compatible",
      LLM_BASE_URL: server.baseUrl,
      LLM_MODEL: "test",
      LLM_API_KEY: "key",
      LLM_FIRST_TOKEN_TIMEOUT_MS: "300",
      LLM_IDLE_TIMEOUT_MS: "300",
      LLM_TIMEOUT_MS: "5000",
      ...settings,
    }),
  );
  return {
    model,
    instructions: "Answer.",
    prompt: "How long?",
    signal: new AbortController().signal,
    mayRetry: () => true,
    backoffMs: 5,
    ...changes,
  };
}

async function collect(given: ModelCall) {
  let text = "";
  let restarts = 0;
  let finished: object | undefined;
  for await (const event of streamModelText(given)) {
    if (event.type === "text") text += event.text;
    if (event.type === "restarted") {
      text = "";
      restarts++;
    }
    if (event.type === "finished") finished = event;
  }
  return { text, restarts, finished };
}

const good = { kind: "answer", text: "It takes 36 months. [1]" } as const;

test("an answer arrives whole, with the tokens that the server counted", async () => {
  server.behave(good);
  expect(await collect(call())).toEqual({
    text: good.text,
    restarts: 0,
    finished: { type: "finished", inputTokens: 321, outputTokens: 12, cut: false },
  });
  expect(server.requests[0]?.headers.authorization).toBe("Bearer key");
  expect(server.requests[0]?.body.messages.map((message) => message.role)).toEqual(["system", "user"]);
});

test("a server error is tried again and then answered", async () => {
  server.behave({ kind: "status", status: 500 }, { kind: "status", status: 503 }, good);
  expect((await collect(call())).text).toBe(good.text);
  expect(server.requests.length).toBe(3);
});

test("a server that stays broken is given up after three calls", async () => {
  server.behave({ kind: "status", status: 500 });
  await expect(collect(call())).rejects.toMatchObject({ code: "model_unavailable", status: 503 });
  expect(server.requests.length).toBe(3);
});

test("a refused key is not tried again", async () => {
  server.behave({ kind: "status", status: 401 });
  await expect(collect(call())).rejects.toMatchObject({ code: "model_unavailable" });
  expect(server.requests.length).toBe(1);
});

test("a rate limit waits as long as Retry-After says", async () => {
  server.behave({ kind: "status", status: 429, headers: { "retry-after": "1" } }, good);
  const startedAt = performance.now();
  expect((await collect(call())).text).toBe(good.text);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
});

test("a rate limit beyond the time that is left is said at once, with the time to wait", async () => {
  server.behave({ kind: "status", status: 429, headers: { "retry-after": "120" } });
  const startedAt = performance.now();
  await expect(collect(call())).rejects.toMatchObject({
    code: "model_rate_limited",
    retryAfterSeconds: 120,
  });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(server.requests.length).toBe(1);
});

test("a first byte that doesn't come in time is tried again", async () => {
  server.behave({ kind: "slow-first-byte", ms: 2_000, text: "late" }, good);
  expect((await collect(call())).text).toBe(good.text);
  expect(server.requests[0]?.closedByCaller).toBe(true);
});

test("a server that never answers ends as a timeout", async () => {
  server.behave({ kind: "slow-first-byte", ms: 5_000, text: "late" });
  await expect(collect(call({ attempts: 2 }))).rejects.toMatchObject({ code: "model_timeout", status: 504 });
});

test("the whole answer may not take longer than its limit, however many calls it needs", async () => {
  server.behave({ kind: "answer", text: "x".repeat(4_000), delayMs: 20 });
  const startedAt = performance.now();
  await expect(collect(call({}, { LLM_TIMEOUT_MS: "600" }))).rejects.toMatchObject({ code: "model_timeout" });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(server.requests.length).toBe(1);
});

test("a stream that hangs before anything was shown begins again, once", async () => {
  server.behave({ kind: "hang", text: "It takes 36" }, good);
  expect(await collect(call())).toMatchObject({ text: good.text, restarts: 1 });
});

test("a stream that hangs after something was shown ends as a timeout", async () => {
  server.behave({ kind: "hang", text: "It takes 36 months. [1] And" }, good);
  await expect(collect(call({ mayRetry: () => false }))).rejects.toMatchObject({ code: "model_timeout" });
  expect(server.requests.length).toBe(1);
});

test.each(["cut", "unfinished"] as const)(
  "a stream that ends too early (%s) begins again once, then fails",
  async (kind) => {
    server.behave({ kind, text: "It takes 36" }, good);
    expect(await collect(call())).toMatchObject({ text: good.text, restarts: 1 });
    server.behave({ kind, text: "It takes 36" });
    await expect(collect(call())).rejects.toMatchObject({ code: "model_unavailable" });
    expect(server.requests.length).toBe(2);
  },
);

test.each([
  { kind: "invalid-json" },
  { kind: "empty" },
  { kind: "not-a-stream", body: "<html>Welcome</html>" },
] as const)("nonsense ($kind) is tried again and then said", async (behaviour) => {
  server.behave(behaviour, good);
  expect((await collect(call())).text).toBe(good.text);
  server.behave(behaviour);
  await expect(collect(call())).rejects.toMatchObject({ code: "model_bad_output", status: 502 });
});

test("an answer without end is cut at the limit, and the connection is closed", async () => {
  server.behave({ kind: "endless", text: "It takes 36 months. [1] " });
  const result = await collect(call({}, { LLM_MAX_OUTPUT_TOKENS: "100" }));
  expect(result.finished).toMatchObject({ cut: true });
  expect(result.text.length).toBeLessThan(1_000);
  await expect.poll(() => server.requests[0]?.closedByCaller).toBe(true);
});

test("a caller that leaves stops the work: the connection is closed and nothing is tried again", async () => {
  server.behave({ kind: "hang", text: "It takes 36" });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  await expect(collect(call({ signal: controller.signal }))).rejects.toMatchObject({ name: "AbortError" });
  await expect.poll(() => server.requests[0]?.closedByCaller).toBe(true);
  expect(server.requests.length).toBe(1);
});

test("telemetry learns of a call but neither of its prompt nor of its answer", async () => {
  const events: string[] = [];
  const record = (event: unknown) => {
    events.push(inspect(event, { depth: 8 }));
  };
  registerTelemetry({ onStart: record, onStepStart: record, onStepEnd: record, onEnd: record });
  server.behave(good);
  await collect(call({ instructions: "Secret rules.", prompt: "Secret question?" }));
  expect(events.length).toBeGreaterThan(0);
  expect(events.join("\n")).not.toMatch(/Secret|36 months/);
});

test("a server that isn't there is said to be unavailable", async () => {
  await expect(collect(call({}, { LLM_BASE_URL: "http://127.0.0.1:9/v1" }))).rejects.toMatchObject({
    code: "model_unavailable",
  });
});

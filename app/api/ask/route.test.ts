import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { type AskEvent, answerSchema, askEventSchema } from "@/lib/ask/schema";
import { ingest, leave2025, parking, setEnv } from "@/lib/ask/testing/ask-fixture";
import { problemSchema } from "@/lib/http/schema";
import { startMisbehavingServer } from "@/lib/models/testing/misbehaving-server";
import { POST } from "./route";

function post(body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  const request = new Request("http://127.0.0.1:3000/api/ask", {
    method: "POST",
    headers: { host: "127.0.0.1:3000", "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  return POST(request, { params: Promise.resolve({}) });
}

/** Events as an SSE client reads them. */
async function readEvents(response: Response): Promise<{ id: string; event: string; data: AskEvent }[]> {
  const text = await response.text();
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("id:"))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
      return {
        id: field("id"),
        event: field("event"),
        data: askEventSchema.parse(JSON.parse(field("data"))),
      };
    });
}

const question = "Where do visitors park?";

describeDatabase("embedded", "POST /api/ask", (test) => {
  beforeAll(async () => {
    await ingest(test.db, [leave2025, parking]);
  });
  beforeEach(() => setEnv({ ASK_MIN_CONFIDENCE: "0" }));
  afterEach(() =>
    setEnv({
      ASK_MIN_CONFIDENCE: undefined,
      ANSWER_GRACE_SECONDS: undefined,
      LLM_PROVIDER: undefined,
      LLM_BASE_URL: undefined,
      LLM_MODEL: undefined,
    }),
  );

  it("200: answers with one JSON object that carries the request's ids", async () => {
    const response = await post(
      { question },
      { "x-request-id": "my-request", traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` },
    );
    expect(response.status).toBe(200);
    expect(response.headers.get("x-request-id")).toBe("my-request");
    const answer = answerSchema.parse(await response.json());
    expect(answer).toMatchObject({ request_id: "my-request", trace_id: "a".repeat(32), refused: false });
    expect(answer.answer).toContain("level 2");
  });

  it.each([
    ["stream: true", { question, stream: true }, {}],
    ["Accept: text/event-stream", { question }, { accept: "text/event-stream" }],
  ])(
    "200: sends events with %s, the last with the same object as the JSON answer",
    async (_how, body, headers) => {
      const response = await post(body, headers);
      expect(response.headers.get("content-type")).toContain("text/event-stream");
      const events = await readEvents(response);
      expect(events.map(({ id }) => Number(id))).toEqual(events.map((_event, index) => index + 1));
      expect(events.every(({ event, data }) => event === data.type)).toBe(true);
      const last = events.at(-1)?.data;
      const sentences = events.flatMap(({ data }) => (data.type === "sentence-added" ? [data.sentence] : []));
      expect(last).toMatchObject({ type: "answer-completed", answer: { sentences } });
    },
  );

  it("200: ends the events with the problem when the model fails", async () => {
    const server = await startMisbehavingServer();
    setEnv({ LLM_PROVIDER: "openai-compatible", LLM_BASE_URL: server.baseUrl, LLM_MODEL: "test" });
    server.behave({ kind: "status", status: 401 });
    const events = await readEvents(await post({ question, stream: true }));
    expect(events.at(-1)?.data).toMatchObject({
      type: "answer-failed",
      problem: { code: "model_unavailable", status: 503 },
    });
    const response = await post({ question });
    expect(response.status).toBe(503);
    expect(problemSchema.parse(await response.json()).code).toBe("model_unavailable");
    await server.close();
  });

  it("stops the work when the last reader of the events has left and nobody comes back in time", async () => {
    setEnv({ ANSWER_GRACE_SECONDS: "0" });
    const server = await startMisbehavingServer();
    setEnv({ LLM_PROVIDER: "openai-compatible", LLM_BASE_URL: server.baseUrl, LLM_MODEL: "test" });
    server.behave({ kind: "hang", text: "Visitors park on level 2. [1] The" });
    const response = await post({ question, stream: true });
    const reader = response.body?.getReader();
    await expect.poll(() => server.requests.length).toBe(1);
    await reader?.cancel();
    await expect.poll(() => server.requests[0]?.closedByCaller).toBe(true);
    await server.close();
  });

  it.each([
    ["both history and conversation_id", { question, history: [], conversation_id: "new" }, "history"],
    ["an empty question", { question: "   " }, "question"],
    ["an unknown field", { question, tone: "friendly" }, "body"],
    ["a source that doesn't exist", { question, filters: { sources: ["Nowhere"] } }, "filters.sources"],
  ])("422: %s", async (_what, body, name) => {
    const response = await post(body);
    expect(response.status).toBe(422);
    const problem = problemSchema.parse(await response.json());
    expect(problem.invalid_params?.map((param) => param.name)).toContain(name);
  });

  it("404: a conversation that isn't there, also when events were asked for", async () => {
    for (const stream of [false, true]) {
      expect((await post({ question, conversation_id: "cnv_none", stream })).status).toBe(404);
    }
  });

  it("415 and 400: another content type, a body that isn't JSON", async () => {
    expect((await post({ question }, { "content-type": "text/plain" })).status).toBe(415);
    const request = new Request("http://127.0.0.1:3000/api/ask", {
      method: "POST",
      headers: { host: "127.0.0.1:3000", "content-type": "application/json" },
      body: "{",
    });
    expect((await POST(request, { params: Promise.resolve({}) })).status).toBe(400);
  });
});

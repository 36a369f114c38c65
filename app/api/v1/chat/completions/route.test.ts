import OpenAI from "openai";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { chatResponseSchema } from "@/lib/ask/schema";
import { ingest, leave2025, parking, setEnv } from "@/lib/ask/testing/ask-fixture";
import { openStreamCount } from "@/lib/limits/open-streams";
import { GET } from "../../models/route";
import { POST } from "./route";

/** The official client at this server's own handlers; without a key it sends no credentials. */
function client(key?: string): OpenAI {
  return new OpenAI({
    apiKey: key ?? "none",
    baseURL: "http://127.0.0.1:3000/api/v1",
    maxRetries: 0,
    fetch: async (url, init) => {
      const request = new Request(String(url), init as RequestInit);
      request.headers.set("host", "127.0.0.1:3000");
      if (!key) request.headers.delete("authorization");
      const handler = new URL(request.url).pathname.endsWith("/models") ? GET : POST;
      return handler(request, { params: Promise.resolve({}) });
    },
  });
}
const user = (content: string) => ({ role: "user" as const, content });
const question = [user("Where do visitors park?")];

describeDatabase("embedded", "POST /api/v1/chat/completions", (test) => {
  beforeAll(async () => {
    await ingest(test.db, [leave2025, parking]);
  });
  beforeEach(() => setEnv({ ASK_MIN_CONFIDENCE: "0" }));
  afterEach(() => setEnv({ ASK_MIN_CONFIDENCE: undefined }));

  it("200: the official client gets an answer with markers, sources and annotations", async () => {
    const completion = await client().chat.completions.create({ model: "groundwork", messages: question });
    const { choices, groundwork, usage } = chatResponseSchema.parse(completion);
    const message = choices[0]?.message;
    expect(message?.content).toMatch(/level 2\. \[1\]/);
    expect(message?.content).toMatch(
      /\n\nSources:\n\[1\] Parking.*http:\/\/127\.0\.0\.1:3000\/documents\/doc_/,
    );
    expect(groundwork).toMatchObject({ refused: false, reason: null });
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
    const letters = [...(message?.content ?? "")];
    expect(message?.annotations.length).toBeGreaterThan(0);
    for (const { url_citation: at } of message?.annotations ?? [])
      expect(letters.slice(at.start_index, at.end_index).join("")).toMatch(/^\[\d+\]$/);
  });

  it("200: a stream joins to the same text, with usage when asked for, and leaves nothing open", async () => {
    const whole = await client().chat.completions.create({ model: "any", messages: question });
    const stream = await client().chat.completions.create({
      model: "any",
      messages: question,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let finish: string | null = null;
    let usage: unknown;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      finish = chunk.choices[0]?.finish_reason ?? finish;
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(finish).toBe("stop");
    expect(usage).toMatchObject({ total_tokens: expect.any(Number) });
    expect(openStreamCount()).toBe(0);
  });

  it("a reader that leaves in the middle leaves no stream open", async () => {
    const stream = await client().chat.completions.create({ model: "any", messages: question, stream: true });
    for await (const _ of stream) break;
    await expect.poll(openStreamCount).toBe(0);
  });

  it("200: a refusal is an ordinary message that says so in its field", async () => {
    const messages = [user("What about it?")];
    const completion = await client().chat.completions.create({ model: "groundwork", messages });
    expect(chatResponseSchema.parse(completion).groundwork.refused).toBe(true);
    expect(completion.choices[0]?.finish_reason).toBe("stop");
  });

  it("200: history, system messages, text parts and unknown fields are taken", async () => {
    const completion = await client().chat.completions.create({
      model: "groundwork",
      temperature: 0.2,
      messages: [
        { role: "system", content: "Speak like a pirate." },
        user("How much leave do employees in Hamburg get?"),
        { role: "assistant", content: "30 days. [1]\n\nSources:\n[1] Leave" },
        { role: "user", content: [{ type: "text", text: "And in Bristol?" }] },
      ],
    });
    expect(completion.choices[0]?.message.content).toContain("27 days");
  });

  it.each([
    [{ n: 2 }, "n"],
    [{ tools: [{ type: "function", function: { name: "x" } }] }, "tools"],
    [{ response_format: { type: "json_object" } }, "response_format"],
    [{ messages: [{ role: "assistant", content: "x" }] }, "messages"],
    [
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:," } }] }] },
      "messages",
    ],
    [{ messages: [] }, "messages"],
  ])("400: %o is refused in OpenAI's form", async (more, param) => {
    const asking = client().chat.completions.create({
      model: "groundwork",
      messages: question,
      ...more,
    } as OpenAI.ChatCompletionCreateParamsNonStreaming);
    await expect(asking).rejects.toMatchObject({ status: 400, type: "invalid_request_error", param });
  });

  it("401: a wrong key is told as the client expects it", async () => {
    const asking = client("gw_wrong").chat.completions.create({ model: "groundwork", messages: question });
    await expect(asking).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  });

  it("200: the models are listed", async () => {
    const { data } = await client().models.list();
    expect(data.map((model) => model.id)).toEqual(["groundwork", "extractive/1"]);
  });
});

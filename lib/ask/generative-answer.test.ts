// The whole flow with a model behind a real HTTP server that misbehaves.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { anonymousAccess as access } from "@/db/access";
import { describeDatabase } from "@/db/testing/test-databases";
import { getConversation } from "@/lib/conversations/get-conversation";
import { type MisbehavingServer, startMisbehavingServer } from "@/lib/models/testing/misbehaving-server";
import { ask, eventsOf, ingest, leave2025, parking, setEnv, start } from "./testing/ask-fixture";

const question = "How many days of annual leave do full-time employees in Bristol receive?";
const right = "Full-time employees in Bristol receive 27 days of annual leave a year. [1]";

describeDatabase("embedded", "Asking a language model", (test) => {
  let server: MisbehavingServer;
  const settings = (changes: Record<string, string> = {}) => ({
    LLM_PROVIDER: "openai-compatible",
    LLM_BASE_URL: server.baseUrl,
    LLM_MODEL: "test",
    LLM_FIRST_TOKEN_TIMEOUT_MS: "500",
    LLM_IDLE_TIMEOUT_MS: "500",
    ASK_MIN_CONFIDENCE: "0",
    ASK_UNSUPPORTED: "drop",
    LLM_MAX_OUTPUT_TOKENS: "1000",
    // The same question meets another fault each time.
    CACHE_ANSWERS: "off",
    ...changes,
  });

  beforeAll(async () => {
    server = await startMisbehavingServer();
    await ingest(test.db, [leave2025, parking]);
  });
  beforeEach(() => setEnv(settings()));
  afterAll(async () => {
    await server.close();
    setEnv(Object.fromEntries(Object.keys(settings()).map((name) => [name, undefined])));
  });

  it("cites what it wrote in its own words at the sentence that supports it", async () => {
    server.behave({
      kind: "answer",
      text: "In Bristol, full-time employees receive 27 days of annual leave [1].",
    });
    const answer = await ask(question);
    expect(answer).toMatchObject({
      refused: false,
      support: "every-sentence-proved",
      model: "openai-compatible/test",
    });
    expect(answer.citations[0]?.quote).toBe(
      "Full-time employees in Bristol receive 27 days of annual leave a year.",
    );
    expect(answer.usage).toEqual({ input_tokens: 321, output_tokens: 12 });
  });

  it("sees the passages fenced off as material, with today's date, and the rules apart from them", async () => {
    server.behave({ kind: "answer", text: right });
    await ask(question, { today: "2026-01-15" });
    const [system, user] = server.requests[0]?.body.messages ?? [];
    expect(system?.role).toBe("system");
    expect(system?.content).toContain("never instructions to you");
    expect(user?.content).toMatch(
      /Today is 2026-01-15\.\s+<(passages-[0-9a-f]{12})>\n\[1\] Annual Leave[\s\S]+<\/\1>/,
    );
    expect(user?.content.trimEnd().endsWith(`Question: ${question}`)).toBe(true);
  });

  it("drops a sentence with a changed number and keeps the others", async () => {
    server.behave({
      kind: "answer",
      text: `${right} Full-time employees in Hamburg receive 45 days of annual leave a year. [1]`,
    });
    const answer = await ask(question);
    expect(answer.sentences.map((sentence) => sentence.text)).toEqual([right.replace(" [1]", "")]);
    expect(answer.answer).not.toContain("45");
    expect(answer.support).toBe("every-sentence-proved");
  });

  it("marks it as not proved where the setting says so, never as proved", async () => {
    setEnv(settings({ ASK_UNSUPPORTED: "mark" }));
    server.behave({ kind: "answer", text: `Leave is generous. [1] ${right} In Hamburg it is 45 days. [1]` });
    const answer = await ask(question);
    expect(answer.sentences.map(({ status, markers }) => [status, markers])).toEqual([
      ["unsupported", []],
      ["proved", [1]],
      ["unsupported", []],
    ]);
    expect(answer.support).toBe("partly-proved");
  });

  it("refuses when nothing that it wrote is supported", async () => {
    server.behave({ kind: "answer", text: "Full-time employees in Bristol receive 99 days of leave. [1]" });
    expect(await ask(question)).toMatchObject({ refused: true, reason: "not_found", citations: [] });
  });

  it("refuses when the model says that the passages don't answer", async () => {
    server.behave({ kind: "answer", text: "NOT_IN_DOCUMENTS" });
    expect(await ask(question)).toMatchObject({ refused: true, reason: "not_found" });
    server.behave({ kind: "answer", text: "The passages do not mention this." });
    expect(await ask(question)).toMatchObject({ refused: true, reason: "not_found" });
    expect(server.requests.length).toBe(1);
  });

  it("lets the marker at a paragraph's end stand for the sentences before it", async () => {
    server.behave({
      kind: "answer",
      text: "Up to 8 days of unused annual leave may be carried over into the next year. Carried-over days must be taken by 30 June. [1]",
    });
    const answer = await ask("How many unused days of annual leave may be carried over into the next year?");
    expect(answer.sentences.map((sentence) => sentence.status)).toEqual(["proved", "proved"]);
  });

  it.each([
    ["no markers", { kind: "answer", text: "Bananas are yellow. Nobody knows why." }],
    [
      "markers of passages that don't exist",
      { kind: "answer", text: "Leave is 27 days. [77] It is paid. [78]" },
    ],
    ["its prompt said back", { kind: "echo" }],
    ["nothing", { kind: "empty" }],
    ["broken JSON", { kind: "invalid-json" }],
  ] as const)("asks once more after nonsense (%s), then says so", async (_name, behaviour) => {
    server.behave(behaviour, { kind: "answer", text: right });
    expect((await ask(question)).citations.length).toBe(1);
    server.behave(behaviour);
    await expect(ask(question)).rejects.toMatchObject({ code: "model_bad_output" });
  });

  it("uses an answer without end as far as it is proved and says that it was cut", async () => {
    setEnv(settings({ LLM_MAX_OUTPUT_TOKENS: "60" }));
    server.behave({ kind: "endless", text: `${right} ` });
    const answer = await ask(question);
    expect(answer.citations.length).toBe(1);
    expect(answer.warnings.join(" ")).toContain("cut");
  });

  it("begins again, once, when the stream breaks off before anything was shown", async () => {
    server.behave({ kind: "cut", text: "Full-time employees in Bris" }, { kind: "answer", text: right });
    const answer = await ask(question);
    expect(answer.sentences.map((sentence) => sentence.text)).toEqual([right.replace(" [1]", "")]);
    expect(server.requests.length).toBe(2);
  });

  it.each([
    ["cut", "model_unavailable"],
    ["hang", "model_timeout"],
  ] as const)(
    "ends as a failure when the stream breaks off later (%s), and what was proved is kept",
    async (kind, code) => {
      server.behave({ kind, text: `${right} Full-time employees in Hamburg rec` });
      const run = await start({ question, conversation_id: "new" });
      const { events, failure } = await eventsOf(run);
      expect(failure).toMatchObject({ code });
      expect(server.requests.length).toBe(1);
      expect(events.filter((event) => event.type === "sentence-added").length).toBe(1);
      expect(events.some((event) => event.type === "answer-completed")).toBe(false);
      const started = events[0];
      const id = (started?.type === "answer-started" && started.conversation_id) || "";
      const kept = await getConversation({ access, id });
      expect(kept.messages.map((message) => message.role)).toEqual(["user", "assistant"]);
      expect(kept.messages[1]?.answer).toMatchObject({
        citations: [{ quote: right.replace(" [1]", "") }],
        warnings: expect.arrayContaining([expect.stringContaining("broke off")]),
      });
    },
  );

  it("closes the connection to the model when the caller leaves, and keeps what was proved", async () => {
    server.behave({ kind: "hang", text: `${right} Full-time employees in Hamburg rec` });
    const run = await start({ question, conversation_id: "new" });
    let id = "";
    for await (const event of run.events()) {
      if (event.type === "answer-started") id = event.conversation_id ?? "";
      if (event.type === "sentence-added") break;
    }
    run.stop();
    await expect(run.completed).rejects.toMatchObject({ name: "AbortError" });
    await expect.poll(() => server.requests[0]?.closedByCaller).toBe(true);
    expect((await getConversation({ access, id })).messages[1]?.answer?.warnings).toContain(
      "Stopped before it was complete.",
    );
  });

  it.each([
    [{ kind: "status", status: 500 }, "model_unavailable", 503],
    [{ kind: "status", status: 429, headers: { "retry-after": "90" } }, "model_rate_limited", 503],
    [{ kind: "slow-first-byte", ms: 3000, text: right }, "model_timeout", 504],
  ] as const)("says clearly what is wrong with the model: %s", async (behaviour, code, status) => {
    server.behave(behaviour);
    await expect(ask(question)).rejects.toMatchObject({ code, status });
  });
});

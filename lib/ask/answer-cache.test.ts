// What comes from the answer cache or from a twin, with a model behind a real HTTP server that counts who asks it.
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Access, anonymousAccess } from "@/db/access";
import { describeDatabase, describeEachDatabase, type TestDatabase } from "@/db/testing/test-databases";
import { clearCaches } from "@/lib/cache/clear-caches";
import { describeCaches } from "@/lib/cache/describe";
import { saveAll } from "@/lib/conversations/save-later";
import { type MisbehavingServer, startMisbehavingServer } from "@/lib/models/testing/misbehaving-server";
import { describeWithRedis } from "@/lib/redis/testing/test-redis";
import { answerCache, answerFlights } from "./answer-cache";
import { getAnswer, getAnswerTrace } from "./get-answer";
import { answerSchema, askEventSchema } from "./schema";
import { ask, eventsOf, ingest, leave2025, parking, setEnv, start } from "./testing/ask-fixture";

const question = "How many days of annual leave do full-time employees in Bristol receive?";
const right = "Full-time employees in Bristol receive 27 days of annual leave a year. [1]";

describeEachDatabase("The answer cache", (test) => {
  withModel(test, (server) => {
    it("answers the same question again without the model, as an answer of its own", async () => {
      server().behave({ kind: "answer", text: right });
      const first = await ask(question);
      const run = await start({ question: ` ${question.replaceAll(" ", "  ")}\n` });
      const { events } = await eventsOf(run);
      const second = await run.completed;
      expect(server().requests).toHaveLength(1);
      expect([first.cache, second.cache]).toEqual(["miss", "hit"]);
      expect(second.id).not.toBe(first.id);
      expect(answerSchema.parse(second)).toEqual(second);
      expect(second).toMatchObject({ answer: first.answer, citations: first.citations, refused: false });
      expect(second.usage).toEqual({ input_tokens: 0, output_tokens: 0 });
      for (const event of events) expect(askEventSchema.parse(event)).toEqual(event);
      const firstEvents = (await eventsOf(await start({ question }))).events;
      expect(events.map(({ type }) => type)).toEqual(firstEvents.map(({ type }) => type));
      expect(events.at(0)).toMatchObject({ type: "answer-started", answer_id: second.id });
      // It is there for whoever looks at once, though it is stored a moment later.
      expect(await getAnswer({ access: anonymousAccess, id: second.id })).toEqual(second);
      expect(await getAnswerTrace({ access: anonymousAccess, id: second.id })).toMatchObject({
        cache: "hit",
      });
    });

    it("is shared by people who read the same sources, and by no others", async () => {
      server().behave({ kind: "answer", text: right });
      await test.db.execute(
        sql`insert into sources (id, name, visibility) values ('s-secret', 'Secret', 'granted')`,
      );
      await test.db.execute(
        sql`insert into source_grants (source_id, subject_kind, subject_id) values ('s-secret', 'user', 'anna')`,
      );
      const person = (userId: string): Access => ({ userId, groupIds: [], suiteSourceIds: [] });
      const wasFor = async (access: Access) => (await ask(question, { access })).cache;
      expect(await wasFor(person("bert"))).toBe("miss");
      expect(await wasFor(person("carl"))).toBe("hit");
      expect(await wasFor(person("anna"))).toBe("miss");
      expect(await wasFor(person("anna"))).toBe("hit");
    });

    it("keeps refusals, and never an error", async () => {
      server().behave({ kind: "status", status: 400 });
      await expect(ask(question)).rejects.toThrow();
      server().behave({ kind: "answer", text: "NOT_IN_DOCUMENTS" });
      const [first, second] = [await ask(question), await ask(question)];
      expect([first.refused, first.cache, second.cache]).toEqual([true, "miss", "hit"]);
    });

    it("asks again for other filters, another number of passages, another day, other settings and a new model", async () => {
      server().behave({ kind: "answer", text: right });
      await ask(question);
      const others = [
        () => ask({ question, top_k: 3 }),
        () => ask({ question, filters: { sources: ["People"] } }),
        () => ask(question, { today: "2026-01-15" }),
        async () => {
          setEnv({ ASK_UNSUPPORTED: "mark" });
          return ask(question);
        },
        async () => {
          setEnv({ LLM_MODEL: "other" });
          return ask(question);
        },
      ];
      for (const other of others) expect((await other()).cache).toBe("miss");
    });

    it("is emptied for every process by clearing, and by any change to what may be read", async () => {
      server().behave({ kind: "answer", text: right });
      await ask(question);
      await clearCaches();
      expect((await ask(question)).cache).toBe("miss");
      await test.db.execute(sql`update documents set tags = '{new}' where uri = 'leave-2025.md'`);
      expect((await ask(question)).cache).toBe("miss");
      expect((await ask(question)).cache).toBe("hit");
    });

    it("does not keep an answer whose documents changed while it was made", async () => {
      server().behave({ kind: "answer", text: right, delayMs: 60 });
      const making = ask(question);
      await sleep(150);
      await test.db.execute(sql`update documents set tags = '{other}' where uri = 'parking.md'`);
      await making;
      expect((await ask(question)).cache).toBe("miss");
    });

    it("answers a question in other words by the same answer only when told to, and never one that differs", async () => {
      const inOtherWords = "How many days of annual leave does a full-time employee in Bristol receive?";
      server().behave({ kind: "answer", text: right });
      expect((await ask(question)).cache).toBe("miss");
      expect((await ask(inOtherWords)).cache).toBe("miss");
      setEnv({ CACHE_SIMILAR_QUESTIONS: "on" });
      await clearCaches();
      const first = await ask(question);
      const second = await ask(inOtherWords);
      expect(second).toMatchObject({ cache: "similar", question: inOtherWords, answer: first.answer });
      expect(await getAnswerTrace({ access: anonymousAccess, id: second.id })).toMatchObject({
        similar_to: question,
      });
      expect((await ask(question.replace("Bristol", "Hamburg"))).cache).toBe("miss");
      expect((await ask(question.replace("do full", "don't full"))).cache).toBe("miss");
      setEnv({ CACHE_SIMILAR_QUESTIONS: undefined });
    });

    it("answers a hundred who ask the same at once by one call, each with an answer of their own", async () => {
      server().behave({ kind: "answer", text: right, delayMs: 20 });
      const answers = await Promise.all(Array.from({ length: 100 }, () => ask(question)));
      expect(server().requests).toHaveLength(1);
      expect(new Set(answers.map(({ id }) => id)).size).toBe(100);
      expect(new Set(answers.map(({ answer }) => answer)).size).toBe(1);
      expect(answers.filter(({ cache }) => cache === "miss")).toHaveLength(1);
      await saveAll();
      const [row] = await test.db.execute<{ count: number }>(
        sql`select count(*)::int as count from answers where id in ${answers.map(({ id }) => id)}`,
      );
      expect(row?.count).toBe(100);
      expect(answerFlights().size).toBe(0);
    });

    it("elects another when the first fails, and goes on for the others when the first stops", async () => {
      server().behave({ kind: "status", status: 400 }, { kind: "answer", text: right, delayMs: 20 });
      const results = await Promise.allSettled(Array.from({ length: 10 }, () => ask(question)));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(9);
      expect(server().requests).toHaveLength(2);
      await clearCaches();
      server().behave({ kind: "answer", text: right, delayMs: 60 });
      const leader = new AbortController();
      const first = await start({ question }, { signal: leader.signal });
      await sleep(50);
      const twin = ask(question);
      await sleep(50);
      leader.abort();
      await expect(first.completed).rejects.toThrow();
      expect((await twin).answer).toContain("27 days");
      expect(server().requests).toHaveLength(1);
    });

    it("ends the work when all have left", async () => {
      server().behave({ kind: "hang", text: "" });
      const leaving = new AbortController();
      const runs = await Promise.all([1, 2, 3].map(() => start({ question }, { signal: leaving.signal })));
      await sleep(200);
      leaving.abort();
      for (const run of runs) await expect(run.completed).rejects.toThrow();
      await sleep(100);
      expect(answerFlights().size).toBe(0);
      expect(server().requests.every(({ closedByCaller }) => closedByCaller)).toBe(true);
    });
  });
});

describeWithRedis("The answer cache", (redis) => {
  describeDatabase("embedded", "and Redis", (test) => {
    withModel(test, (server) => {
      it("finds what another process kept", async () => {
        server().behave({ kind: "answer", text: right });
        const first = await ask(question);
        // What this process holds itself is forgotten: the rest is what any other would do.
        answerCache().clear();
        const second = await ask(question);
        expect(second).toMatchObject({ cache: "hit", answer: first.answer });
        expect(describeCaches().caches.find(({ name }) => name === "answers")).toMatchObject({
          kept_in: "redis",
        });
      });

      it("goes on without Redis: killed, or not answering", async () => {
        server().behave({ kind: "answer", text: right });
        await redis().kill();
        expect((await ask(question)).cache).toBe("miss");
        expect((await ask(question)).cache).toBe("hit");
        await redis().restart();
        await clearCaches();
        redis().pause();
        try {
          expect((await ask(question)).answer).toContain("27 days");
        } finally {
          redis().resume();
        }
      });
    });
  });
});

function withModel(test: TestDatabase, tests: (server: () => MisbehavingServer) => void): void {
  let running: MisbehavingServer | undefined;
  const server = () => {
    if (!running) throw new Error("the model server is there inside tests only");
    return running;
  };
  const settings = () => ({
    LLM_PROVIDER: "openai-compatible",
    LLM_BASE_URL: server().baseUrl,
    LLM_MODEL: "test",
    ASK_MIN_CONFIDENCE: "0",
    ASK_UNSUPPORTED: "drop",
  });
  beforeAll(async () => {
    running = await startMisbehavingServer();
    await ingest(test.db, [leave2025, parking]);
  });
  beforeEach(() => setEnv(settings()));
  afterEach(() => clearCaches());
  afterAll(async () => {
    setEnv(Object.fromEntries(Object.keys(settings()).map((name) => [name, undefined])));
    await server().close();
  });
  tests(server);
}

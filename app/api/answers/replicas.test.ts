import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { bundled } from "@/db/testing/lend";
import { describeDatabase } from "@/db/testing/test-databases";
import type { AskEvent } from "@/lib/ask/schema";
import { ingest, leave2025, parking } from "@/lib/ask/testing/ask-fixture";
import { type MisbehavingServer, startMisbehavingServer } from "@/lib/models/testing/misbehaving-server";
import { describeWithRedis } from "@/lib/redis/testing/test-redis";

interface Numbered {
  id: number;
  data: AskEvent;
}

const question = "Where do visitors park?";
const text =
  "Visitors park on level 2. [1] The gate closes at 21:30. [1] The barrier code changes every Monday. [1]";

describeWithRedis("Answers of two server processes on one Postgres", (redis) => {
  describeDatabase("postgres", "and one Redis", (test) => {
    const children: ChildProcess[] = [];
    let model: MisbehavingServer;
    let a = "";
    let b = "";
    beforeAll(async () => {
      await ingest(test.db, [leave2025, parking]);
      model = await startMisbehavingServer();
      const settings = {
        ...test.settings,
        REDIS_URL: redis().url,
        ASK_MIN_CONFIDENCE: "0",
        ANSWER_GRACE_SECONDS: "1",
        CACHE_ANSWERS: "off",
        LLM_PROVIDER: "openai-compatible",
        LLM_BASE_URL: model.baseUrl,
        LLM_MODEL: "test",
      };
      [a = "", b = ""] = await Promise.all([start(settings), start(settings)]);
    });
    afterAll(async () => {
      for (const child of children) child.stdin?.end();
      await model.close();
    });
    beforeEach(() => model.behave({ kind: "hang", text }));

    async function start(settings: Record<string, string>): Promise<string> {
      const child = spawn(process.execPath, await bundled("app/api/answers/testing/replica.ts"), {
        env: { ...process.env, ...settings },
        stdio: ["pipe", "pipe", "inherit"],
      });
      children.push(child);
      return new Promise((resolve, reject) => {
        child.stdout?.once("data", (data) => resolve(String(data).trim()));
        child.once("exit", () => reject(new Error("the replica ended")));
      });
    }

    /** Asks `replica` and reads until `enough` events came, then leaves. */
    async function askUntil(replica: string, enough: number): Promise<{ id: string; events: Numbered[] }> {
      const leaving = new AbortController();
      const response = await fetch(`${replica}/api/ask`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ question, stream: true }),
        signal: leaving.signal,
      });
      const events = await read(response, enough);
      leaving.abort();
      const first = events[0]?.data;
      return { id: first?.type === "answer-started" ? first.answer_id : "", events };
    }

    const follow = (replica: string, id: string, after: number) =>
      fetch(`${replica}/api/answers/${id}/events`, { headers: { "last-event-id": String(after) } });

    it("a reader cut off from one goes on at the other where it was, and both send the same events", async () => {
      const { id, events } = await askUntil(a, 3);
      const [fromA, fromB] = await Promise.all([follow(a, id, 3), follow(b, id, 3)]);
      const reading = [read(fromA, 2), read(fromB, 2)];
      const [restA = [], restB = []] = await Promise.all(reading);
      expect(restB).toEqual(restA);
      expect(restB.map((event) => event.id)).toEqual([4, 5]);
      expect(events.map((event) => event.id)).toEqual([1, 2, 3]);
    });

    it("who reads at the other keeps the work going beyond the grace; it ends once nobody reads", async () => {
      const { id } = await askUntil(a, 3);
      const leaving = new AbortController();
      const response = await fetch(`${b}/api/answers/${id}/events`, { signal: leaving.signal });
      await read(response, 3);
      await sleep(2500);
      expect(model.requests[0]?.closedByCaller).toBe(false);
      leaving.abort();
      await expect.poll(() => model.requests[0]?.closedByCaller, { timeout: 12_000 }).toBe(true);
    });

    it("stop at the other ends the work at once, and every reader is told", async () => {
      const { id } = await askUntil(a, 3);
      const reading = follow(b, id, 0).then((response) => read(response));
      await sleep(200);
      const from = performance.now();
      const stopped = await fetch(`${b}/api/answers/${id}/stop`, { method: "POST" });
      expect(stopped.status).toBe(204);
      await expect.poll(() => model.requests[0]?.closedByCaller, { interval: 10 }).toBe(true);
      expect(performance.now() - from).toBeLessThan(5000);
      expect((await reading).at(-1)?.data).toMatchObject({
        type: "answer-failed",
        problem: { code: "client_closed" },
      });
    });

    it("a finished answer is read at the other too: its events, then nothing more, or its completion", async () => {
      model.behave({ kind: "answer", text });
      const response = await fetch(`${a}/api/ask`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream" },
        body: JSON.stringify({ question }),
      });
      const events = await read(response);
      const first = events[0]?.data;
      const id = first?.type === "answer-started" ? first.answer_id : "";
      await sleep(100);
      expect(await read(await follow(b, id, 0))).toEqual(events);
      expect((await follow(a, id, events.length)).status).toBe(204);
      expect((await follow(b, "ans_none", 0)).status).toBe(404);
      expect((await fetch(`${b}/api/answers/ans_none/stop`, { method: "POST" })).status).toBe(404);
    });

    it("with Redis killed each replica answers by itself and says so in /api/ready", async () => {
      await redis().kill();
      model.behave({ kind: "answer", text });
      const response = await fetch(`${b}/api/ask`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream" },
        body: JSON.stringify({ question }),
      });
      expect((await read(response)).at(-1)?.data.type).toBe("answer-completed");
      const ready = await fetch(`${b}/api/ready`);
      expect(ready.status).toBe(200);
      expect(await ready.json()).toMatchObject({ ready: true, checks: { redis: { state: "down" } } });
    });
  });
});

/** Events until `enough` have come, or the end. */
async function read(response: Response, enough = Number.POSITIVE_INFINITY): Promise<Numbered[]> {
  const events: Numbered[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  while (reader && events.length < enough) {
    const { done, value } = await reader.read();
    if (done) break;
    const frames = (buffer + value).split("\n\n");
    buffer = frames.pop() ?? "";
    for (const frame of frames) {
      const id = /^id: (\d+)$/m.exec(frame)?.[1];
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (id && data && events.length < enough) events.push({ id: Number(id), data: JSON.parse(data) });
    }
  }
  return events;
}

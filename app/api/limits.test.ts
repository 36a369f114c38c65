import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, it } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { ingest, parking, setEnv } from "@/lib/ask/testing/ask-fixture";
import { problemSchema } from "@/lib/http/schema";
import { openStreamCount } from "@/lib/limits/open-streams";
import { usageToday } from "@/lib/limits/spend";
import { startMisbehavingServer } from "@/lib/models/testing/misbehaving-server";
import { POST } from "./ask/route";
import { POST as search } from "./search/route";

let number = 0;

function ask(body: object = {}, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://127.0.0.1:3000/api/ask", {
    method: "POST",
    headers: { host: "127.0.0.1:3000", "content-type": "application/json", ...headers },
    // Each another, so that none waits for the answer to the same.
    body: JSON.stringify({ question: `Where do visitors park on day ${++number}?`, ...body }),
  });
  return POST(request, { params: Promise.resolve({}) });
}

async function problemOf(response: Response) {
  return problemSchema.parse(await response.json());
}

describeDatabase("embedded", "Limits at the door", (test) => {
  beforeAll(async () => {
    await ingest(test.db, [parking]);
  });
  const settings = [
    "RATE_LIMIT_ASK",
    "RATE_LIMIT_SEARCH",
    "ASKS_AT_ONCE",
    "SEARCHES_AT_ONCE",
    "STREAMS_PER_PERSON",
  ];
  const models = [
    "LLM_PROVIDER",
    "LLM_BASE_URL",
    "LLM_MODEL",
    "QUOTA_TOKENS_PER_DAY",
    "ANSWER_GRACE_SECONDS",
  ];
  afterEach(() =>
    setEnv({
      ...Object.fromEntries([...settings, ...models].map((name) => [name, undefined])),
      RATE_LIMIT_ASK: "0",
      RATE_LIMIT_SEARCH: "0",
    }),
  );

  it("429 rate_limited: past the rate, with Retry-After and RateLimit headers; before it the headers alone", {
    timeout: 60_000,
  }, async () => {
    setEnv({ RATE_LIMIT_SEARCH: "2" });
    // A window must not end in the midst of this.
    const left = 60_000 - (Date.now() % 60_000);
    if (left < 15_000) await sleep(left + 10);
    const find = () =>
      search(
        new Request("http://127.0.0.1:3000/api/search", {
          method: "POST",
          headers: { host: "127.0.0.1:3000", "content-type": "application/json" },
          body: JSON.stringify({ query: "parking" }),
        }),
        { params: Promise.resolve({}) },
      );
    const first = await find();
    expect(first.status).toBe(200);
    expect(first.headers.get("ratelimit-policy")).toBe('"search";q=2;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"search";r=1;t=\d+$/);
    await find();
    const third = await find();
    expect(third.status).toBe(429);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(third.headers.get("ratelimit")).toMatch(/^"search";r=0;t=\d+$/);
    const problem = await problemOf(third);
    expect(problem.code).toBe("rate_limited");
    expect(problem.detail).toMatch(/^More than 2 searches in a minute\. Try again in \d+ seconds?\.$/);
  });

  it("503 overloaded: past the work in progress, at once and with Retry-After; room is free again after it", async () => {
    const server = await startMisbehavingServer();
    server.behave({ kind: "hang", text: "Visitors park on level 2. [1] " });
    setEnv({ ASKS_AT_ONCE: "1", ANSWER_GRACE_SECONDS: "0", ...modelAt(server.baseUrl) });
    const held = await ask({ stream: true });
    const reader = held.body?.getReader();
    await expect.poll(() => server.requests.length, { timeout: 20_000 }).toBe(1);
    const refused = await ask();
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await problemOf(refused)).code).toBe("overloaded");
    // Before it is known who asks: the database has no part in it.
    const authorization = "Bearer unknown";
    expect((await ask({}, { authorization })).status).toBe(503);
    expect((await ask({ question: "" }, { authorization })).status).toBe(401);
    await reader?.cancel();
    await expect.poll(() => server.requests[0]?.closedByCaller, { timeout: 20_000 }).toBe(true);
    server.behave({ kind: "answer", text: "Visitors park on level 2. [1]" });
    await expect.poll(async () => (await ask()).status, { timeout: 20_000 }).toBe(200);
    await server.close();
  });

  it("of questions that come at once those too many are refused while the database answers nobody", async () => {
    setEnv({ ASKS_AT_ONCE: "1" });
    expect((await ask()).status).toBe(200);
    const statuses: number[] = [];
    let asked: Promise<void>[] = [];
    // One transaction at a time: whatever another one asks for waits.
    await test.db.transaction(async () => {
      // Nobody who isn't known keeps a place from others.
      const stranger = ask({}, { authorization: "Bearer unknown" });
      asked = Array.from({ length: 5 }, async () => {
        statuses.push((await ask()).status);
      });
      await expect.poll(() => statuses, { timeout: 20_000 }).toEqual([503, 503, 503, 503]);
      asked.push(stranger.then(({ status }) => expect(status).toBe(401)));
    });
    await Promise.all(asked);
    expect(statuses.at(-1)).toBe(200);
    expect((await ask()).status).toBe(200);
  });

  it("a search whose body trickles in takes no room from others", async () => {
    setEnv({ SEARCHES_AT_ONCE: "1" });
    const headers = { host: "127.0.0.1:3000", "content-type": "application/json" };
    const post = (body: BodyInit) =>
      search(
        new Request("http://127.0.0.1:3000/api/search", {
          method: "POST",
          headers,
          body,
          duplex: "half",
        } as RequestInit),
        { params: Promise.resolve({}) },
      );
    let end = () => {};
    const slow = post(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"query":'));
          end = () => {
            controller.enqueue(new TextEncoder().encode('"parking"}'));
            controller.close();
          };
        },
      }),
    );
    expect((await post('{"query":"parking"}')).status).toBe(200);
    end();
    expect((await slow).status).toBe(200);
  });

  it("429 too_many_streams: past the streams that one may have open; each counts until it ends", async () => {
    const server = await startMisbehavingServer();
    server.behave({ kind: "hang", text: "Visitors park on level 2. [1] " });
    setEnv({ STREAMS_PER_PERSON: "2", ANSWER_GRACE_SECONDS: "0", ...modelAt(server.baseUrl) });
    const open = [await ask({ stream: true }), await ask({ stream: true })];
    expect(openStreamCount()).toBe(2);
    const third = await ask({ stream: true });
    expect(third.status).toBe(429);
    expect((await problemOf(third)).code).toBe("too_many_streams");
    for (const response of open) await response.body?.cancel();
    expect(openStreamCount()).toBe(0);
    await server.close();
  });

  it("429 quota_exceeded: past the day's tokens, with the time until midnight UTC", async () => {
    const [used] = await usageToday(["address:unknown"]);
    // Room for what one answer holds, but not for that beside what one answer takes.
    setEnv({ QUOTA_TOKENS_PER_DAY: String((used?.tokens ?? 0) + 4080), ASK_MIN_CONFIDENCE: "0" });
    expect((await ask()).status).toBe(200);
    await expect
      .poll(
        async () => {
          const response = await ask();
          return response.status === 429 && (await problemOf(response)).code;
        },
        { timeout: 20_000 },
      )
      .toBe("quota_exceeded");
  });
});

function modelAt(baseUrl: string) {
  return {
    LLM_PROVIDER: "openai-compatible",
    LLM_BASE_URL: baseUrl,
    LLM_MODEL: "test",
    ASK_MIN_CONFIDENCE: "0",
  };
}

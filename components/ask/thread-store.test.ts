import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AskEvent } from "@/lib/ask/schema";
import { emptyThread, newTurn } from "./thread";
import { newThreadKey, ThreadStore } from "./thread-store";

const started: AskEvent = {
  type: "answer-started",
  answer_id: "ans_1",
  request_id: "req_1",
  trace_id: "0",
  conversation_id: "cnv_1",
};
const sentence = (index: number): AskEvent => ({
  type: "sentence-added",
  sentence: { index, text: `Sentence ${index}.`, markers: [], status: "proved", before: " " },
});
const failed: AskEvent = {
  type: "answer-failed",
  problem: { type: "", title: "Cancelled", status: 499, detail: "", code: "client_closed", request_id: "" },
};

let server: Server;
/** What came to the server, as `POST /path`. */
let seen: string[] = [];
let onRequest: (path: string, response: ServerResponse) => void = () => {};
const realFetch = globalThis.fetch;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    onRequest(request.url ?? "", response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A page's addresses are its server's, and its storage outlives a reload.
  globalThis.fetch = (path, options) => realFetch(`${base}${String(path)}`, options);
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
  Object.assign(globalThis, { window: { sessionStorage } });
});
afterEach(async () => {
  globalThis.fetch = realFetch;
  Reflect.deleteProperty(globalThis, "window");
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function send(response: ServerResponse, events: AskEvent[], from = 1): void {
  if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
  for (const [index, event] of events.entries())
    response.write(`id: ${from + index}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

const ask = (store: ThreadStore) =>
  store.ask({ threadKey: newThreadKey, question: "Why?", scope: { sources: [], documents: [] } });
const turnOf = (store: ThreadStore, key: string) => store.thread(key)?.turns.at(-1);

test("a connection that breaks off in mid-answer is taken up again where it was", async () => {
  onRequest = (path, response) => {
    if (path === "/api/ask") {
      send(response, [started, sentence(1)]);
      setTimeout(() => response.destroy(), 20);
    } else {
      send(response, [sentence(2), failed], 3);
      response.end();
    }
  };
  const store = new ThreadStore();
  await ask(store);
  expect(seen).toEqual(["POST /api/ask", "GET /api/answers/ans_1/events?after=2"]);
  expect(turnOf(store, "cnv_1")?.sentences.map(({ index }) => index)).toEqual([1, 2]);
});

test("a page that was reloaded in mid-answer goes on with it, from its first event", async () => {
  onRequest = (_path, response) => send(response, [started, sentence(1)]);
  const before = new ThreadStore();
  void ask(before);
  await expect.poll(() => turnOf(before, "cnv_1")?.sentences.length).toBe(1);

  onRequest = (_path, response) => {
    send(response, [started, sentence(1), sentence(2), failed]);
    response.end();
  };
  const after = new ThreadStore();
  const asked = { ...newTurn("msg_1", "Why?"), state: "stopped" as const };
  after.seed("cnv_1", { ...emptyThread, conversationId: "cnv_1", turns: [asked] });
  expect(after.isRunning("cnv_1")).toBe(true);
  expect(turnOf(after, "cnv_1")?.state).toBe("asking");
  await expect.poll(() => after.isRunning("cnv_1")).toBe(false);
  expect(seen.at(-1)).toBe("GET /api/answers/ans_1/events");
  expect(turnOf(after, "cnv_1")?.sentences).toHaveLength(2);
});

test("an answer that the server no longer knows stays what the server has kept", async () => {
  onRequest = (_path, response) => send(response, [started]);
  const before = new ThreadStore();
  void ask(before);
  await expect.poll(() => turnOf(before, "cnv_1")?.answerId).toBe("ans_1");
  onRequest = (_path, response) => response.writeHead(404, { "content-type": "application/json" }).end("{}");
  const after = new ThreadStore();
  after.seed("cnv_1", { ...emptyThread, turns: [{ ...newTurn("msg_1", "Why?"), state: "stopped" }] });
  await expect.poll(() => after.isRunning("cnv_1")).toBe(false);
  expect(turnOf(after, "cnv_1")?.state).toBe("stopped");
});

test("stop is told to the server, also when it came before the answer had a name", async () => {
  let stream: ServerResponse | undefined;
  onRequest = (path, response) => {
    if (path === "/api/ask") {
      stream = response;
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    } else response.writeHead(204).end();
  };
  const store = new ThreadStore();
  const asking = ask(store);
  await expect.poll(() => stream).toBeDefined();
  store.stop(newThreadKey);
  if (stream) send(stream, [started]);
  await asking;
  await expect.poll(() => seen).toContain("POST /api/answers/ans_1/stop");
  expect(turnOf(store, "cnv_1")?.state).toBe("stopped");
});

import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { sseResponse } from "./sse";

test("events are numbered, named by their type and carry themselves as JSON", async () => {
  async function* events() {
    yield { type: "a-added", text: "line\nbreak" };
    yield { type: "b-added" };
  }
  const response = sseResponse(events);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(await response.text()).toBe(
    'id: 1\nevent: a-added\ndata: {"type":"a-added","text":"line\\nbreak"}\n\nid: 2\nevent: b-added\ndata: {"type":"b-added"}\n\n',
  );
});

test("a reader that is slow is not run ahead of", async () => {
  let made = 0;
  async function* events() {
    for (;;) yield { type: "tick", number: made++ };
  }
  const reader = sseResponse(events).body?.getReader();
  await reader?.read();
  await sleep(30);
  expect(made).toBeLessThanOrEqual(3);
  await reader?.cancel();
});

test("a reader that leaves ends the source and the heart-beat, once", async () => {
  let ended = 0;
  let closed = 0;
  async function* events() {
    try {
      for (;;) yield { type: "tick" };
    } finally {
      ended += 1;
    }
  }
  const reader = sseResponse(events, { onClose: () => (closed += 1) }).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect([ended, closed]).toEqual([1, 1]);
});

test("a silent source is kept alive by comments", async () => {
  async function* events() {
    await sleep(60);
    yield { type: "late" };
  }
  const text = await sseResponse(events, { heartbeatMs: 10 }).text();
  expect(text).toMatch(/^(: still here\n\n)+id: 1\n/);
});

import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { sseResponse } from "@/lib/http/sse";
import { LiveAnswer } from "./live-answer";
import type { AskEvent } from "./schema";

function live(graceMs = 40, readElsewhere?: () => Promise<boolean>): LiveAnswer {
  return new LiveAnswer({ id: "ans_1", owner: null, graceMs, ...(readElsewhere && { readElsewhere }) });
}

const sentence = (index: number): AskEvent => ({
  type: "sentence-added",
  sentence: { index, text: `Sentence ${index}.`, markers: [], status: "proved", before: " " },
});

async function collect(events: AsyncGenerator<AskEvent>): Promise<number[]> {
  const seen: number[] = [];
  for await (const event of events) if (event.type === "sentence-added") seen.push(event.sentence.index);
  return seen;
}

test("each reader gets every event from its place on, in order, whenever it comes", async () => {
  const answer = live();
  answer.log.append(sentence(1));
  const early = collect(answer.read());
  const resumed = collect(answer.read({ after: 2 }));
  for (let index = 2; index <= 5; index++) {
    await sleep(1);
    answer.log.append(sentence(index));
  }
  answer.close();
  expect(await early).toEqual([1, 2, 3, 4, 5]);
  expect(await resumed).toEqual([3, 4, 5]);
  expect(await collect(answer.read({ after: 4 }))).toEqual([5]);
});

test("what ended an answer early is thrown to each reader after the last event", async () => {
  const answer = live();
  answer.log.append(sentence(1));
  const failure = new Error("model gone");
  const reading = collect(answer.read());
  answer.close(failure);
  await expect(reading).rejects.toBe(failure);
  await expect(collect(answer.read())).rejects.toBe(failure);
});

test("a reader that leaves while nothing comes has left at once", async () => {
  const answer = live();
  const leaving = new AbortController();
  const reading = collect(answer.read({ signal: leaving.signal }));
  await sleep(1);
  expect(answer.readerCount).toBe(1);
  leaving.abort();
  expect(await reading).toEqual([]);
  expect(answer.readerCount).toBe(0);
});

test("the work outlives its last reader by the grace, and ends then", async () => {
  const answer = live(60);
  const leaving = new AbortController();
  const reading = collect(answer.read({ signal: leaving.signal }));
  leaving.abort();
  await reading;
  await sleep(20);
  expect(answer.signal.aborted).toBe(false);
  await expect.poll(() => answer.signal.aborted).toBe(true);
});

test("a reader that comes back in time keeps the work going", async () => {
  const answer = live(30);
  const first = new AbortController();
  const reading = collect(answer.read({ signal: first.signal }));
  first.abort();
  await reading;
  const second = new AbortController();
  const again = collect(answer.read({ signal: second.signal }));
  await sleep(80);
  expect(answer.signal.aborted).toBe(false);
  second.abort();
  await again;
});

test("somebody who reads on another replica keeps the work going", async () => {
  let elsewhere = true;
  const answer = live(10, async () => elsewhere);
  const first = new AbortController();
  const reading = collect(answer.read({ signal: first.signal }));
  first.abort();
  await reading;
  await sleep(60);
  expect(answer.signal.aborted).toBe(false);
  elsewhere = false;
  await expect.poll(() => answer.signal.aborted).toBe(true);
});

test("stop ends the work at once, but not while twins wait for it", async () => {
  const answer = live();
  const leaving = new AbortController();
  const twin = collect(answer.readAsTwin({ signal: leaving.signal }));
  answer.stop();
  expect(answer.signal.aborted).toBe(false);
  leaving.abort();
  await twin;
  answer.stop();
  expect(answer.signal.aborted).toBe(true);
});

test("a hundred readers that break off leave no reader, listener or timer behind", async () => {
  const answer = live(5000);
  answer.log.append(sentence(1));
  const before = process.getActiveResourcesInfo().length;
  const shared = new AbortController();
  const readers = await Promise.all(
    Array.from({ length: 100 }, async (_, number) => {
      const response = sseResponse(
        (signal) => answer.read({ signal: AbortSignal.any([signal, shared.signal]) }),
        {
          heartbeatMs: 5,
        },
      );
      const reader = response.body?.getReader();
      await reader?.read();
      // Half of them leave while they wait for the second event.
      if (number % 2 === 0) void reader?.read();
      return reader;
    }),
  );
  expect(answer.readerCount).toBe(100);
  await Promise.all(readers.map((reader) => reader?.cancel()));
  await sleep(20);
  expect(answer.readerCount).toBe(0);
  expect(answer.log.waitingCount).toBe(0);
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
  answer.close();
});

test("a reader that takes nothing makes nothing grow: events are asked for one by one", async () => {
  const answer = live();
  let taken = 0;
  async function* counted(signal: AbortSignal) {
    for await (const event of answer.read({ signal })) {
      taken += 1;
      yield event;
    }
  }
  const reader = sseResponse(counted).body?.getReader();
  for (let index = 0; index < 10_000; index++) answer.log.append(sentence(index));
  await sleep(20);
  expect(taken).toBeLessThanOrEqual(2);
  await reader?.cancel();
});

import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { redisKey, redisState, tryRedis } from "@/lib/redis/redis";
import { describeWithRedis } from "@/lib/redis/testing/test-redis";
import { LiveAnswer } from "./live-answer";
import { addLiveAnswer } from "./live-answers";
import type { AskEvent } from "./schema";
import {
  findSharedAnswer,
  isReadElsewhere,
  readSharedAnswer,
  shareAnswer,
  stopSharedAnswer,
} from "./shared-answers";

let number = 0;
let answer: LiveAnswer;

const sentence = (index: number): AskEvent => ({
  type: "sentence-added",
  sentence: { index, text: `Sentence ${index}.`, markers: [], status: "proved", before: " " },
});

async function collect(events: AsyncGenerator<AskEvent>, into: number[] = []): Promise<number[]> {
  for await (const event of events) if (event.type === "sentence-added") into.push(event.sentence.index);
  return into;
}

describeWithRedis("Answers on several replicas", (redis) => {
  beforeEach(() => {
    answer = new LiveAnswer({ id: `ans_${++number}`, owner: "usr_1", graceMs: 1000 });
    addLiveAnswer(answer);
  });

  it("another replica reads all events from its place on while they come, within 100 ms of each", async () => {
    const sharing = shareAnswer(answer);
    await expect.poll(() => findSharedAnswer(answer.id)).toEqual({ owner: "usr_1", state: "open" });
    const whole: number[] = [];
    const all = collect(readSharedAnswer(answer.id, {}), whole);
    const rest = collect(readSharedAnswer(answer.id, { after: 2 }));
    await sleep(50);
    for (let index = 1; index <= 4; index++) {
      answer.log.append(sentence(index));
      await sleep(100);
      expect(whole.at(-1)).toBe(index);
    }
    expect(await isReadElsewhere(answer.id)).toBe(true);
    answer.close();
    await sharing;
    expect(await all).toEqual([1, 2, 3, 4]);
    expect(await rest).toEqual([3, 4]);
    expect((await findSharedAnswer(answer.id))?.state).toBe("completed");
  });

  it("what ended the answer is thrown there with its code and sentence", async () => {
    const sharing = shareAnswer(answer);
    answer.log.append(sentence(1));
    answer.close(new AppError("model_timeout", { public: "It took too long." }));
    await sharing;
    await expect(collect(readSharedAnswer(answer.id, {}))).rejects.toMatchObject({
      code: "model_timeout",
      public: "It took too long.",
    });
    expect((await findSharedAnswer(answer.id))?.state).toBe("failed");
  });

  it("stop reaches the replica that makes the answer at once", async () => {
    const sharing = shareAnswer(answer);
    await expect.poll(() => findSharedAnswer(answer.id)).toBeDefined();
    await sleep(50);
    await stopSharedAnswer(answer.id);
    await expect.poll(() => answer.signal.aborted, { interval: 5, timeout: 300 }).toBe(true);
    answer.close(new AppError("client_closed"));
    await sharing;
  });

  it("a replica that is gone ends its answers for those who read them elsewhere", async () => {
    const sharing = shareAnswer(answer);
    await expect.poll(() => findSharedAnswer(answer.id)).toBeDefined();
    await tryRedis((client) => client.del(redisKey("answer", answer.id, "alive")));
    await expect(collect(readSharedAnswer(answer.id, {}))).rejects.toMatchObject({ code: "internal" });
    answer.close();
    await sharing;
  });

  it("a reader that leaves while nothing comes has left at once", async () => {
    const sharing = shareAnswer(answer);
    await expect.poll(() => findSharedAnswer(answer.id)).toBeDefined();
    const leaving = new AbortController();
    const reading = collect(readSharedAnswer(answer.id, { signal: leaving.signal }));
    await sleep(30);
    leaving.abort();
    const from = performance.now();
    expect(await reading).toEqual([]);
    // Nothing else would end it within the test.
    expect(performance.now() - from).toBeLessThan(2000);
    answer.close();
    await sharing;
  });

  it("a Redis that is killed ends the reading elsewhere, and its log goes on where it was when Redis is back", async () => {
    const sharing = shareAnswer(answer);
    await expect.poll(() => findSharedAnswer(answer.id)).toBeDefined();
    answer.log.append(sentence(1));
    await sleep(50);
    const reading = collect(readSharedAnswer(answer.id, {}));
    await sleep(50);
    await redis().kill();
    expect(await reading).toEqual([1]);
    answer.log.append(sentence(2));
    expect(await collect(answer.read({ signal: AbortSignal.timeout(20) }))).toEqual([1, 2]);
    await redis().restart();
    await expect.poll(() => redisState(), { timeout: 5000 }).toBe("ok");
    answer.log.append(sentence(3));
    await expect.poll(() => findSharedAnswer(answer.id), { timeout: 5000 }).toBeDefined();
    answer.close();
    await sharing;
    expect(await collect(readSharedAnswer(answer.id, {}))).toEqual([1, 2, 3]);
  });
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveAnswer } from "./live-answer";
import { addLiveAnswer, countLiveAnswers, findLiveAnswer, retireLiveAnswer } from "./live-answers";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.advanceTimersByTime(120_000);
  vi.useRealTimers();
});

function added(id: string): LiveAnswer {
  const answer = new LiveAnswer({ id, owner: null, graceMs: 10 });
  addLiveAnswer(answer);
  return answer;
}

test("an answer is found while it is made and for a minute after", () => {
  const answer = added("ans_a");
  vi.advanceTimersByTime(600_000);
  expect(findLiveAnswer("ans_a")).toBe(answer);
  retireLiveAnswer(answer);
  vi.advanceTimersByTime(59_000);
  expect(findLiveAnswer("ans_a")).toBe(answer);
  vi.advanceTimersByTime(1001);
  expect(findLiveAnswer("ans_a")).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test("of many that ended the last thousand are held, by one timer; those in the making stay", () => {
  const open = added("ans_open");
  for (let index = 0; index < 5000; index++) retireLiveAnswer(added(`ans_${index}`));
  expect(countLiveAnswers()).toEqual({ held: 1001, ended: 1000 });
  expect(findLiveAnswer("ans_3999")).toBeUndefined();
  expect(findLiveAnswer("ans_4000")?.id).toBe("ans_4000");
  expect(findLiveAnswer("ans_open")).toBe(open);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(60_001);
  expect(countLiveAnswers()).toEqual({ held: 1, ended: 0 });
  expect(vi.getTimerCount()).toBe(0);
  retireLiveAnswer(open);
});

import { afterEach, describe, expect, test } from "vitest";
import { resetEnv } from "@/lib/env/env";
import { enterWork, requireRoom } from "./admission";
import { openStream, openStreamCount } from "./open-streams";
import { SlidingWindow } from "./sliding-window";
import { subjectOf } from "./subject-of";

function set(settings: Record<string, string>): void {
  Object.assign(process.env, settings);
  resetEnv();
}
afterEach(() => {
  for (const name of ["ASKS_AT_ONCE", "SEARCHES_AT_ONCE", "STREAMS_PER_PERSON"]) delete process.env[name];
  resetEnv();
});

describe("the window in the process", () => {
  test("lets the limit through in a window and nothing more", () => {
    const window = new SlidingWindow(60_000);
    const results = Array.from({ length: 15 }, () => window.take({ subject: "a", limit: 10, now: 5 }));
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(10);
    expect(results[9]?.remaining).toBe(0);
    expect(window.take({ subject: "b", limit: 10, now: 5 }).allowed).toBe(true);
  });

  test("never lets more than the limit and one part of it through in any span as long as a window", () => {
    const window = new SlidingWindow(1000);
    const passed: number[] = [];
    for (let now = 0; now < 10_000; now += 7) {
      if (window.take({ subject: "a", limit: 20, now }).allowed) passed.push(now);
    }
    for (const from of passed) {
      const inSpan = passed.filter((at) => at >= from && at < from + 1000).length;
      expect(inSpan).toBeLessThanOrEqual(20 * 1.5);
    }
    expect(passed.length).toBeGreaterThan(150);
  });

  test("holds a bounded number of subjects and forgets the one seen longest ago", () => {
    const window = new SlidingWindow(1000, 3);
    for (const subject of ["a", "b", "c"]) window.take({ subject, limit: 1, now: 0 });
    window.take({ subject: "a", limit: 1, now: 1 });
    window.take({ subject: "d", limit: 1, now: 2 });
    expect(window.size).toBe(3);
    expect(window.take({ subject: "a", limit: 1, now: 3 }).allowed).toBe(false);
    expect(window.take({ subject: "b", limit: 1, now: 3 }).allowed).toBe(true);
  });
});

describe("who is counted", () => {
  const nobody = { kind: "anonymous", userId: null, keyId: null } as const;
  test.each([
    [{ kind: "key", userId: "usr_1", keyId: "key_1" } as const, "1.2.3.4", "key:key_1"],
    [{ kind: "person", userId: "usr_1", keyId: null } as const, "1.2.3.4", "user:usr_1"],
    [nobody, "1.2.3.4", "address:1.2.3.4"],
    [nobody, "", "address:unknown"],
    [nobody, "2001:db8:1:2:3:4:5:6", "address:2001:db8:1:2::/64"],
    [nobody, "2001:db8:1:2::9", "address:2001:db8:1:2::/64"],
    [nobody, "::1", "address:0:0:0:0::/64"],
  ])("%o from %s is %s", (principal, address, subject) => {
    expect(subjectOf({ principal, address })).toBe(subject);
  });
});

describe("work in progress", () => {
  test("is refused past the bound with a time to come back, and taken again when some of it ended", () => {
    set({ SEARCHES_AT_ONCE: "2" });
    const ends = [enterWork("search"), enterWork("search")];
    expect(() => requireRoom("search")).toThrow(
      expect.objectContaining({ code: "overloaded", status: 503, retryAfterSeconds: expect.any(Number) }),
    );
    expect(() => enterWork("search")).toThrow(expect.objectContaining({ code: "overloaded" }));
    ends[0]?.();
    ends[0]?.();
    const third = enterWork("search");
    expect(() => requireRoom("search")).toThrow();
    for (const end of [...ends, third]) end();
    expect(() => requireRoom("search")).not.toThrow();
  });

  test("of 0 is no bound", () => {
    set({ ASKS_AT_ONCE: "0" });
    const ends = Array.from({ length: 100 }, () => enterWork("ask"));
    for (const end of ends) end();
  });
});

test("a person has a bounded number of streams open, each counted until it ends", () => {
  set({ STREAMS_PER_PERSON: "2" });
  const first = openStream("user:a");
  const second = openStream("user:a");
  expect(() => openStream("user:a")).toThrow(
    expect.objectContaining({ code: "too_many_streams", status: 429 }),
  );
  const other = openStream("user:b");
  first();
  first();
  const third = openStream("user:a");
  expect(openStreamCount()).toBe(3);
  for (const end of [second, third, other]) end();
  expect(openStreamCount()).toBe(0);
});

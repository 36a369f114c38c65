import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { resetEnv } from "@/lib/env/env";
import { holdSpending, usageToday } from "./spend";

let number = 0;
let person = "";
let key = "";

function quota(settings: { tokens?: number; cost?: number }): void {
  process.env.QUOTA_TOKENS_PER_DAY = String(settings.tokens ?? 0);
  process.env.QUOTA_COST_PER_DAY = String(settings.cost ?? 0);
  resetEnv();
}

describeEachDatabase("Daily quotas", (test) => {
  beforeEach(() => {
    number += 1;
    person = `user:usr_${number}`;
    key = `key:key_${number}`;
  });
  afterEach(() => {
    delete process.env.QUOTA_TOKENS_PER_DAY;
    delete process.env.QUOTA_COST_PER_DAY;
    resetEnv();
  });

  it("without a quota all is let through and counted", async () => {
    const settle = await holdSpending({ subjects: [person], tokens: 1e6, cost: 5 });
    await settle({ inputTokens: 100, outputTokens: 20, cost: 0.0015 });
    expect(await usageToday([person, key])).toEqual([
      { subject: person, questions: 1, tokens: 120, cost: 0.0015 },
    ]);
  });

  it("a hundred at once don't pass a quota together", async () => {
    quota({ tokens: 1000 });
    const tries = await Promise.allSettled(
      Array.from({ length: 100 }, () => holdSpending({ subjects: [person], tokens: 150, cost: 0 })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    const refused = tries.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "quota_exceeded", status: 429 });
    expect(refused?.reason.retryAfterSeconds).toBeLessThanOrEqual(86_400);
  });

  it("what was held and not used is given back when it is settled", async () => {
    quota({ tokens: 1000 });
    for (let answer = 0; answer < 9; answer++) {
      const settle = await holdSpending({ subjects: [person], tokens: 200, cost: 0 });
      await settle({ inputTokens: 80, outputTokens: 20, cost: 0 });
    }
    await expect(holdSpending({ subjects: [person], tokens: 200, cost: 0 })).rejects.toMatchObject({
      code: "quota_exceeded",
    });
    expect((await usageToday([person]))[0]).toMatchObject({ questions: 9, tokens: 900 });
  });

  it("a key counts for its owner too, and what one of them lacks holds nothing of the other", async () => {
    quota({ cost: 0.01 });
    const settle = await holdSpending({ subjects: [person, key], tokens: 10, cost: 0.006 });
    await settle({ inputTokens: 5, outputTokens: 5, cost: 0.006 });
    const other = `key:other_${number}`;
    await expect(holdSpending({ subjects: [person, other], tokens: 10, cost: 0.006 })).rejects.toThrow();
    const again = await holdSpending({ subjects: [other], tokens: 10, cost: 0.01 });
    await again({ inputTokens: 0, outputTokens: 0, cost: 0 });
    expect((await usageToday([key]))[0]?.cost).toBe(0.006);
  });

  it("what a process held that died is given back after a while", async () => {
    quota({ tokens: 100 });
    await holdSpending({ subjects: [person], tokens: 100, cost: 0 });
    await expect(holdSpending({ subjects: [person], tokens: 100, cost: 0 })).rejects.toThrow();
    await test.db.execute(sql`update usage_reservations set expires_at = now() - interval '1 second'`);
    await holdSpending({ subjects: [person], tokens: 100, cost: 0 });
  });

  it("a new day begins at midnight UTC, and an answer over midnight counts for the day it began", async () => {
    quota({ tokens: 100 });
    const settle = await holdSpending({ subjects: [person], tokens: 100, cost: 0 });
    await test.db.execute(sql`update usage set day = day - 1 where subject = ${person}`);
    await test.db.execute(sql`update usage_reservations set day = day - 1 where subject = ${person}`);
    const today = await holdSpending({ subjects: [person], tokens: 100, cost: 0 });
    await settle({ inputTokens: 60, outputTokens: 40, cost: 0 });
    expect(await usageToday([person])).toMatchObject([{ questions: 0 }]);
    await today({ inputTokens: 1, outputTokens: 1, cost: 0 });
    expect(await usageToday([person])).toMatchObject([{ questions: 1, tokens: 2 }]);
  });
});

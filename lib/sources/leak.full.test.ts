// The leak test at length: other seeds, both databases, more documents.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import { makeWorld, run, summary } from "./testing/leak-run";
import { noLimits } from "./testing/leak-settings";

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 300_000 });

describeEachDatabase("What nobody may see, at length", (test) => {
  beforeAll(() => setEnv(noLimits));
  afterAll(() => setEnv(Object.fromEntries(Object.keys(noLimits).map((name) => [name, undefined]))));

  it("is in no answer of any address: 500,000 cases", async () => {
    const world = await makeWorld(test.db, { seed: Number(process.env.LEAK_SEED ?? 7), documents: 96 });
    const counts = await run(world, test.db, { cases: 500_000, perChange: 8 });
    console.log(summary(counts));
    expect(counts.violations).toEqual([]);
  });
});

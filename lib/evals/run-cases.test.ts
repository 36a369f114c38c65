// Runs as a whole, on a small suite: killed and gone on with, and with a judge that answers over HTTP.
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readResultDetails, readResults } from "@/db/queries/evals-results";
import { findRun } from "@/db/queries/evals-runs";
import { bundled } from "@/db/testing/lend";
import { describeDatabase } from "@/db/testing/test-databases";
import { Mortal } from "@/lib/ingest/testing/mortal";
import { startMisbehavingServer } from "@/lib/models/testing/misbehaving-server";
import { runDistribution } from "./overview";
import { runCases } from "./run-cases";
import { gotSchema, runRequestSchema } from "./schema";
import { startRun } from "./start-run";
import { takeInSmallSuite } from "./testing/small-suite";

describeDatabase("embedded", "Eval runs", (test) => {
  let small: Awaited<ReturnType<typeof takeInSmallSuite>>;
  beforeAll(async () => {
    small = await takeInSmallSuite(test.db);
  });
  afterAll(() => small?.remove());

  const begin = (config: unknown, commit: string) =>
    startRun(test.db, {
      request: runRequestSchema.parse({ suite: "small", config, repeat: 1 }),
      startedBy: null,
      commit,
    });
  const run = (id: string) => runCases(test.db, { id, signal: new AbortController().signal });
  const outcomes = async (runId: string) =>
    (await readResults(test.db, { runId }))
      .map(({ case_id, attempt, outcome, passed, scores }) => ({ case_id, attempt, outcome, passed, scores }))
      .sort((one, other) => one.case_id.localeCompare(other.case_id));

  it("killed half-way goes on where it was: each case once, and the result of a run that was not", {
    timeout: 500_000,
  }, async () => {
    const whole = await begin("default", "whole");
    expect(await run(whole.id)).toMatchObject({ state: "completed", done: small.cases });

    // An answer that came without a confidence stands in no bar of it.
    await test.db.execute(sql`
      update eval_results set confidence = null
      where id = (select min(id) from eval_results where run_id = ${whole.id})`);
    const { latency, confidence } = await runDistribution({ id: whole.id });
    const total = (bins: { count: number }[]) => bins.reduce((sum, { count }) => sum + count, 0);
    const known = (await readResults(test.db, { runId: whole.id })).filter((row) => row.confidence !== null);
    expect([total(latency), total(confidence)]).toEqual([small.cases, known.length]);

    const killed = await begin("default", "killed");
    const worker = new Mortal(await bundled("lib/evals/testing/do-run.ts"), {
      ...test.settings,
      RUN_ID: killed.id,
    });
    try {
      while ((await readResults(test.db, { runId: killed.id })).length < 2) await sleep(30);
      worker.kill();
      const left = await readResults(test.db, { runId: killed.id });
      // As if a minute had gone by: nobody takes a run while its owner may be alive.
      await test.db.execute(
        sql`update eval_runs set lease_until = now() - interval '1 second' where id = ${killed.id}`,
      );
      while ((await findRun(test.db, { id: killed.id }))?.finished_at === null) await sleep(100);
      expect(worker.deaths).toBeGreaterThanOrEqual(1);
      const rows = await readResults(test.db, { runId: killed.id });
      expect(rows.slice(0, left.length).map(({ id }) => id)).toEqual(left.map(({ id }) => id));
    } finally {
      await worker.end();
    }
    expect(await outcomes(killed.id)).toEqual(await outcomes(whole.id));
    const [one, other] = [
      await findRun(test.db, { id: killed.id }),
      await findRun(test.db, { id: whole.id }),
    ];
    expect(one?.state).toBe("completed");
    const comparable = (scores: unknown) =>
      JSON.stringify(scores, (name, value) => (name.startsWith("latency") ? undefined : value));
    expect(comparable(one?.scores)).toBe(comparable(other?.scores));
  });

  it("the same run that was begun and not ended is taken up, and another commit's is not", async () => {
    const one = await begin("default", "again");
    expect((await begin("default", "again")).id).toBe(one.id);
    expect((await begin("default", "changed")).id).not.toBe(one.id);
  });

  it("a judge's word is kept beside the score, in both orders, and never passes a case", async () => {
    const server = await startMisbehavingServer();
    const judged = (name: string) => ({
      name,
      model: { provider: "extractive" },
      judge: { model: "judge-1", base_url: server.baseUrl },
    });
    const say = (verdict: string) => ({
      kind: "not-a-stream" as const,
      body: JSON.stringify({
        choices: [{ message: { content: JSON.stringify({ verdict, reason: "As it says." }) } }],
      }),
    });
    try {
      server.behave(say("wrong"));
      const wrong = await begin(judged("judge-wrong"), "judge");
      const done = await run(wrong.id);
      const { all } = (done?.scores ?? {}) as Record<string, Record<string, { value: number }>>;
      expect(all?.judged?.value).toBe(0);
      expect(all?.passed?.value).toBeGreaterThan(0.5);
      expect(server.requests).toHaveLength(small.cases * 2);
      const [first, second] = server.requests.slice(0, 2).map(({ body }) => body.messages[1]?.content ?? "");
      const inOrder = (text: string) => text.indexOf("<reference>") < text.indexOf("<candidate>");
      const orders = server.requests.map(({ body }) => inOrder(body.messages[1]?.content ?? ""));
      expect(orders.filter(Boolean)).toHaveLength(small.cases);
      expect(first && second).toBeTruthy();
      const [detail] = await readResultDetails(test.db, { runId: wrong.id });
      expect(gotSchema.parse(detail?.got).judgement).toEqual({
        rubric: "answer-1",
        model: "judge-1",
        verdict: "wrong",
        reason: "As it says.",
      });

      server.behave({ kind: "not-a-stream", body: '{"choices":[{"message":{"content":"fine by me"}}]}' });
      const silent = await begin(judged("judge-silent"), "judge");
      const unjudged = await run(silent.id);
      expect(unjudged?.state).toBe("completed");
      expect(JSON.stringify(unjudged?.scores)).not.toContain('"judged"');
    } finally {
      await server.close();
    }
  });
});

import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { reviewCase } from "../cases";
import { exportResults, exportRuns } from "../export-rows";
import { runCases } from "../run-cases";
import { getRun } from "../runs";
import { resultListQuerySchema, runLineQuerySchema, runRequestSchema } from "../schema";
import { startRun } from "../start-run";
import { takeInSmallSuite } from "../testing/small-suite";
import { judgeTrust, trustOf } from "./judge-trust";

const times = (count: number, pair: [string, string]) =>
  Array.from({ length: count }, (): [string, string] => pair);

it("A judge is trusted after forty labels that it agrees with well beyond chance, and not before", () => {
  expect(trustOf([], "m")).toMatchObject({
    trusted: false,
    words: expect.stringMatching(/^Untrusted: nobody has labelled/),
  });
  const good = [...times(19, ["right", "right"]), ...times(19, ["wrong", "wrong"])];
  expect(trustOf(good, "m").trusted).toBe(false);
  expect(trustOf([...good, ...times(2, ["right", "wrong"])], "m")).toMatchObject({
    trusted: true,
    words: expect.stringMatching(
      /^Trusted: .* 38 of 40 labelled answers \(Cohen’s kappa 0\.90, 95% interval/,
    ),
  });
  const chance = [...good, ...times(20, ["right", "wrong"]), ...times(20, ["wrong", "right"])];
  expect(trustOf(chance, "m")).toMatchObject({ trusted: false, words: expect.stringContaining("38 of 78") });
});

describeDatabase("embedded", "A judge", (test) => {
  it("is held against people's labels of the answers that it graded with the same rubric", {
    timeout: 300_000,
  }, async () => {
    const small = await takeInSmallSuite(test.db);
    small.remove();
    const { id } = await startRun(test.db, {
      request: runRequestSchema.parse({ suite: "small", limit: 3 }),
      startedBy: null,
      commit: "",
    });
    await runCases(test.db, { id, signal: new AbortController().signal });
    const config = {
      name: "judged",
      judge: { model: "m", base_url: "http://127.0.0.1:1/v1", rubric: "answer-1" },
    };
    const run = { suite: "small", config };
    expect((await judgeTrust(test.db, run))?.words).toMatch(/nobody has labelled/);
    await test.db.execute(sql`
      update eval_results set got = jsonb_set(got, '{judgement}',
        '{"model": "m", "rubric": "answer-1", "verdict": "right", "reason": ""}') where run_id = ${id}`);
    const results = await test.db.execute<{ id: number; case_id: string }>(
      sql`select id::float8 as id, case_id from eval_results where run_id = ${id} order by id`,
    );
    const say = (at: number, reviewer: string, verdict: "right" | "wrong" | "unclear") =>
      reviewCase({
        id: results[at]?.case_id ?? "",
        reviewer: { id: reviewer, name: "" },
        word: { verdict, comment: "", result_id: results[at]?.id },
      });
    await say(0, "ada", "right");
    await say(0, "bo", "right");
    await say(1, "ada", "wrong");
    // People differ, or can't tell: not held against it.
    await say(2, "ada", "wrong");
    await say(2, "bo", "right");
    expect(await judgeTrust(test.db, run)).toMatchObject({
      trusted: false,
      words: expect.stringContaining("1 of 2 labelled answers"),
    });
    // Where a judged score leaves, its judge's agreement with people stands beside it.
    await test.db.execute(sql`
      update eval_runs set config = ${JSON.stringify(config)}::text::jsonb,
        scores = '{"all": {"judged": {"value": 1, "low": 1, "high": 1, "count": 3}}}' where id = ${id}`);
    await test.db.execute(
      sql`update eval_results set scores = scores || '{"judged": 1}' where run_id = ${id}`,
    );
    const known = { judge: { trusted: false, labels: 2, words: expect.stringContaining("1 of 2") } };
    expect(await getRun({ id })).toMatchObject(known);
    const runs = await exportRuns({ query: runLineQuerySchema.parse({}), format: "json" });
    expect(JSON.parse(runs.text).data[0]).toMatchObject(known);
    const query = resultListQuerySchema.parse({ run: id });
    const lines = await exportResults({ query, format: "json" });
    expect(JSON.parse(lines.text).data[0]).toMatchObject(known);
    const table = await exportResults({ query, format: "csv" });
    expect(table.text).toMatch(/judge_trusted,judge_labels,judge_kappa/);
    const other = { ...run, config: { ...config, judge: { ...config.judge, rubric: "answer-2" } } };
    expect((await judgeTrust(test.db, other))?.words).toMatch(/nobody has labelled/);
    expect(await judgeTrust(test.db, { suite: "small", config: { name: "default" } })).toBeNull();
  });
});

// Ten thousand results: what each view of a run asks of the database stays within 200 ms.
import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { listRunLines, runDistribution, runTrend } from "./overview";
import { getRun, listRunResults } from "./runs";
import { resultListQuerySchema, runLineQuerySchema } from "./schema";

const count = 10_000;
const allowedMs = 200;

describeEachDatabase("A run of ten thousand results", (test) => {
  beforeAll(async () => {
    await test.db.execute(sql`insert into eval_datasets (id, title) values ('large', 'Large')`);
    await test.db.execute(sql`
      insert into eval_runs (id, dataset_id, state, config_name, config, key, case_ids, total, done, scores)
      select 'evr_' || r, 'large', 'completed', 'default', '{"name": "default"}', 'k' || r,
        array(select 'large.case-' || g from generate_series(1, ${count}) g), ${count}, ${count},
        '{"all": {"passed": {"value": 0.8, "low": 0.79, "high": 0.81, "count": 10000}}}'
      from generate_series(1, 2) r`);
    await test.db.execute(sql`
      insert into eval_results (run_id, case_id, question, kind, split, tags, must_pass, expect, outcome, passed, refused,
        confidence, latency_ms, scores, expected, got)
      select 'evr_' || r, 'large.case-' || g, 'Question ' || g || ' ' || md5(g::text), 'kind-' || (g % 9),
        case when g % 3 = 0 then 'held_back' else 'tuning' end, array['part-' || (g % 5)], g % 10 = 0, 'answer',
        case when g % 5 = 0 then 'wrong' else 'right' end, g % 5 <> 0, false, (g % 997) / 997.0, 20 + g % 83,
        jsonb_build_object('citation_recall', (g % 11) / 11.0), '{}', jsonb_build_object('answer', repeat(md5(g::text), 100))
      from generate_series(1, ${count}) g, generate_series(1, 2) r`);
    await test.db.execute(sql`analyze eval_results`);
  }, 120_000);

  it("is filtered, sorted and turned to its last page within 200 ms", async () => {
    const results = (given: object) => () =>
      listRunResults({ query: resultListQuerySchema.parse({ run: "evr_1", limit: 50, ...given }) });
    const views: [string, () => Promise<unknown>][] = [
      ["the run itself", () => getRun({ id: "evr_1" })],
      ["worst first", results({ sort: "passed" })],
      ["slowest first", results({ sort: "latency_ms", order: "desc" })],
      ["by citation recall", results({ sort: "citation_recall" })],
      ["last page", results({ sort: "passed", offset: count - 50 })],
      ["one kind, failed", results({ kind: "kind-3", passed: "false" })],
      ["one tag, held back", results({ tag: "part-2", split: "held_back" })],
      ["words of a question", results({ q: "abc" })],
      ["distribution", () => runDistribution({ id: "evr_1" })],
      ["runs", () => listRunLines({ query: runLineQuerySchema.parse({ suite: "large", sort: "passed" }) })],
      ["trend", () => runTrend({ suite: "large" })],
    ];
    const slow: string[] = [];
    for (const [name, view] of views) {
      await view();
      const times: number[] = [];
      for (let time = 0; time < 7; time++) {
        const from = performance.now();
        await view();
        times.push(performance.now() - from);
      }
      const median = times.sort((one, other) => one - other)[3] ?? 0;
      console.info(`${name}: median ${median.toFixed(0)} ms, slowest ${(times.at(-1) ?? 0).toFixed(0)} ms`);
      if (median > allowedMs) slow.push(name);
    }
    expect(slow).toEqual([]);
  }, 120_000);
});

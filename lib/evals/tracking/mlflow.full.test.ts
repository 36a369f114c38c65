// A real MLflow server, installed by scripts/toolchain/mlflow.mjs. Among the long tests, since its installation is
// some 600 MB.
import { afterAll, beforeAll, expect, it } from "vitest";
import { findRun } from "@/db/queries/evals-runs";
import { describeDatabase } from "@/db/testing/test-databases";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import { startMlflow } from "../../../scripts/toolchain/mlflow.mjs";
import { runCases } from "../run-cases";
import { runRequestSchema, slicedScoresSchema } from "../schema";
import { startRun } from "../start-run";
import { takeInSmallSuite } from "../testing/small-suite";
import { logToMlflow } from "./mlflow";

interface LoggedRun {
  info: { status: string; experiment_id: string; run_name: string };
  data: {
    metrics: { key: string; value: number }[];
    params: { key: string; value: string }[];
    tags: { key: string; value: string }[];
  };
}

describeDatabase("embedded", "Logging to a real MLflow", (test) => {
  let mlflow: Awaited<ReturnType<typeof startMlflow>>;
  let id = "";
  beforeAll(async () => {
    mlflow = await startMlflow();
    setEnv({ MLFLOW_TRACKING_URI: `${mlflow.url}/` });
    const { remove } = await takeInSmallSuite(test.db);
    remove();
    const request = runRequestSchema.parse({ suite: "small" });
    ({ id } = await startRun(test.db, { request, startedBy: null, commit: "0123456789ab" }));
    await runCases(test.db, { id, signal: new AbortController().signal });
  }, 1_000_000);
  afterAll(async () => {
    setEnv({ MLFLOW_TRACKING_URI: undefined });
    await mlflow?.stop();
  });

  it("keeps parameters, metrics with their intervals, tags and the report", {
    timeout: 120_000,
  }, async () => {
    const html = "<!doctype html><title>Report</title><p>¾ passed</p>";
    const tracking = await logToMlflow(test.db, { runId: id, html, patienceMs: 90_000 });
    expect(tracking).toMatchObject({ state: "logged" });
    const logged = tracking.url?.split("/").at(-1) ?? "";
    const get = async (path: string) => {
      const response = await fetch(`${mlflow.url}/api/2.0/${path}`);
      expect(response.status).toBe(200);
      return response;
    };
    const { run } = (await (await get(`mlflow/runs/get?run_id=${logged}`)).json()) as { run: LoggedRun };
    expect(run.info).toMatchObject({ status: "FINISHED", run_name: "small default" });
    const stored = await findRun(test.db, { id });
    const own = slicedScoresSchema.parse(stored?.scores).all?.passed;
    const metrics = new Map(run.data.metrics.map(({ key, value }) => [key, value]));
    expect([
      metrics.get("all.passed"),
      metrics.get("all.passed.low"),
      metrics.get("all.passed.high"),
    ]).toEqual([own?.value, own?.low, own?.high]);
    const params = Object.fromEntries(run.data.params.map(({ key, value }) => [key, value]));
    expect(params).toMatchObject({ suite: "small", config: "default", repeat: "1" });
    const tags = Object.fromEntries(run.data.tags.map(({ key, value }) => [key, value]));
    expect(tags).toMatchObject({
      commit: "0123456789ab",
      model: stored?.model,
      prompt_version: stored?.prompt_version,
      groundwork_run: id,
    });
    const { files } = (await (await get(`mlflow/artifacts/list?run_id=${logged}`)).json()) as {
      files: { path: string }[];
    };
    expect(files.map(({ path }) => path)).toEqual(["report.html"]);
    const place = `${run.info.experiment_id}/${logged}/artifacts/report.html`;
    expect(await (await get(`mlflow-artifacts/artifacts/${place}`)).text()).toBe(html);
  });

  it("puts a second run into the same experiment", { timeout: 120_000 }, async () => {
    const one = await logToMlflow(test.db, { runId: id, html: "<p>again</p>", patienceMs: 90_000 });
    const found = await fetch(
      `${mlflow.url}/api/2.0/mlflow/experiments/get-by-name?experiment_name=groundwork`,
    );
    const { experiment } = (await found.json()) as { experiment: { experiment_id: string } };
    expect(one.url).toContain(`/experiments/${experiment.experiment_id}/runs/`);
  });
});

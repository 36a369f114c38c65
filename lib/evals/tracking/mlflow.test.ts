// Whatever MLflow does, the run is complete. The real server is asked in mlflow.full.test.ts.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { findRun } from "@/db/queries/evals-runs";
import { describeDatabase } from "@/db/testing/test-databases";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import { runCases } from "../run-cases";
import { runRequestSchema } from "../schema";
import { startRun } from "../start-run";
import { takeInSmallSuite } from "../testing/small-suite";
import { logToMlflow } from "./mlflow";

describeDatabase("embedded", "Logging to MLflow", (test) => {
  let id = "";
  let server: Server | undefined;
  beforeAll(async () => {
    const { remove } = await takeInSmallSuite(test.db);
    remove();
    const request = runRequestSchema.parse({ suite: "small", limit: 1 });
    ({ id } = await startRun(test.db, { request, startedBy: null, commit: "abc" }));
    await runCases(test.db, { id, signal: new AbortController().signal });
  });
  afterEach(async () => {
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    server = undefined;
  });
  afterAll(() => setEnv({ MLFLOW_TRACKING_URI: undefined }));

  const answering = async (status: number | undefined) => {
    server = createServer((_, response) => {
      if (status !== undefined) response.writeHead(status).end("{}");
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    setEnv({ MLFLOW_TRACKING_URI: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  };
  const expectTold = async (detail: RegExp) => {
    const startedAt = Date.now();
    const tracking = await logToMlflow(test.db, { runId: id, html: "<p>report</p>", patienceMs: 1000 });
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(tracking).toMatchObject({ state: "unreachable", url: null });
    expect(tracking.detail).toMatch(detail);
    expect(await findRun(test.db, { id })).toMatchObject({ state: "completed", error: null, tracking });
  };

  it("is off without an address", async () => {
    setEnv({ MLFLOW_TRACKING_URI: undefined });
    expect(await logToMlflow(test.db, { runId: id, html: "" })).toMatchObject({ state: "off" });
  });

  it("says that the server is down, and the run stays complete", async () => {
    setEnv({ MLFLOW_TRACKING_URI: "http://127.0.0.1:9" });
    await expectTold(/^Not logged to MLflow: .*The run itself is complete\.$/);
  });

  it("gives up on a server that doesn't answer in time", async () => {
    await answering(undefined);
    await expectTold(/no answer within 1 s/);
    server?.closeAllConnections();
  });

  it("says what a server that refuses answered", async () => {
    await answering(503);
    await expectTold(/experiments\/create answered 503/);
  });
});

// Logs a run to MLflow over REST where MLFLOW_TRACKING_URI names a server. Best effort: whatever goes wrong is told
// and kept with the run, and never fails it.
import type { Database } from "@/db/client";
import { findRun, setTracking } from "@/db/queries/evals-runs";
import { env } from "@/lib/env/env";
import { judgeTrust } from "../judge/judge-trust";
import { slicedScoresSchema } from "../schema";

export interface Tracking {
  state: "logged" | "unreachable" | "off";
  detail: string;
  url: string | null;
}

const experiment = "groundwork";
/** All calls together: a slow server costs a run no more than this. */
const usualPatienceMs = 15_000;

/** Logs parameters, scores with their intervals, tags and the report. Never throws. */
export async function logToMlflow(
  db: Database,
  of: { runId: string; html: string; patienceMs?: number },
): Promise<Tracking> {
  const { runId, html, patienceMs = usualPatienceMs } = of;
  const address = env().MLFLOW_TRACKING_URI?.replace(/\/$/, "");
  if (!address) return { state: "off", detail: "MLFLOW_TRACKING_URI is not set.", url: null };
  const signal = AbortSignal.timeout(patienceMs);
  let tracking: Tracking;
  try {
    const url = await log(db, { runId, html, address, signal });
    tracking = { state: "logged", detail: `Logged to ${url}`, url };
  } catch (error) {
    const why = signal.aborted ? `no answer within ${patienceMs / 1000} s` : String((error as Error).message);
    tracking = {
      state: "unreachable",
      detail: `Not logged to MLflow: ${why}. The run itself is complete.`,
      url: null,
    };
  }
  await setTracking(db, { id: runId, tracking });
  return tracking;
}

async function log(
  db: Database,
  to: { runId: string; html: string; address: string; signal: AbortSignal },
): Promise<string> {
  const run = await findRun(db, { id: to.runId });
  if (!run) throw new Error("there is no such run");
  const call = caller(to);
  const experimentId = await experimentOf(to);
  const trust = await judgeTrust(db, { suite: run.dataset_id, config: run.config });
  const started = Date.parse(run.started_at ?? run.created_at);
  const ended = Date.parse(run.finished_at ?? run.created_at);
  const made = (await call("runs/create", {
    experiment_id: experimentId,
    run_name: `${run.dataset_id} ${run.config_name}`,
    start_time: started,
    tags: Object.entries({
      commit: run.commit,
      model: run.model,
      prompt_version: run.prompt_version,
      groundwork_run: run.id,
      ...(trust && { judge: trust.words }),
    }).map(([key, value]) => ({ key, value })),
  })) as { run: { info: { run_id: string; artifact_uri: string } } };
  const id = made.run.info.run_id;
  const scores = run.scores === null ? {} : slicedScoresSchema.parse(run.scores);
  const metrics = ["all", "tuning", "held_back"].flatMap((slice) =>
    Object.entries(scores[slice] ?? {}).flatMap(([name, score]) =>
      (["value", "low", "high"] as const).map((part) => ({
        key: `${slice}.${name}${part === "value" ? "" : `.${part}`}`,
        value: score[part],
        timestamp: ended,
        step: 0,
      })),
    ),
  );
  const params = {
    suite: run.dataset_id,
    config: run.config_name,
    repeat: String(run.repeat),
    cases: String(run.case_ids.length),
    embedding_model: run.embedding_model,
    settings: JSON.stringify(run.config).slice(0, 6000),
  };
  await call("runs/log-batch", {
    run_id: id,
    metrics,
    params: Object.entries(params).map(([key, value]) => ({ key, value })),
  });
  await upload(to, made.run.info.artifact_uri);
  await call("runs/update", {
    run_id: id,
    status: run.state === "completed" ? "FINISHED" : "FAILED",
    end_time: ended,
  });
  return `${to.address}/#/experiments/${experimentId}/runs/${id}`;
}

/** The report, through the server's own artifact store; left out where artifacts lie elsewhere. */
async function upload(
  to: { html: string; address: string; signal: AbortSignal },
  artifactUri: string,
): Promise<void> {
  const place = /^mlflow-artifacts:\/*(.*)$/.exec(artifactUri)?.[1];
  if (place === undefined) return;
  const response = await fetch(`${to.address}/api/2.0/mlflow-artifacts/artifacts/${place}/report.html`, {
    method: "PUT",
    headers: { "content-type": "text/html" },
    body: to.html,
    signal: to.signal,
  });
  if (!response.ok) throw new Error(`the report was refused with ${response.status}`);
}

async function experimentOf(to: { address: string; signal: AbortSignal }): Promise<string> {
  const found = await fetch(
    `${to.address}/api/2.0/mlflow/experiments/get-by-name?experiment_name=${experiment}`,
    {
      signal: to.signal,
    },
  );
  if (found.ok)
    return ((await found.json()) as { experiment: { experiment_id: string } }).experiment.experiment_id;
  const made = (await caller(to)("experiments/create", { name: experiment })) as { experiment_id: string };
  return made.experiment_id;
}

function caller({ address, signal }: { address: string; signal: AbortSignal }) {
  return async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${address}/api/2.0/mlflow/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  };
}

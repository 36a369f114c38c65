// The agent's scenarios as a suite: they are played in a database of their own, since they write, and what came of
// them stands with the other runs.
import { hostname } from "node:os";
import { z } from "zod";
import type { Database } from "@/db/client";
import { replaceCases, upsertDataset } from "@/db/queries/evals";
import { insertResult, readResults } from "@/db/queries/evals-results";
import { claimRun, findRun, finishRun, insertRun, type RunRow } from "@/db/queries/evals-runs";
import { newId } from "@/lib/text/new-id";
import { slicedScores } from "./metrics";
import { type GoldenCase, type Got, goldenCaseSchema } from "./schema";
import { caseRow } from "./sync-suite";
import { toScored } from "./to-scored";

export const agentSuite = "agent";
const leaseSeconds = 600;

/** A line of `evals/agent/measure.ts --json`: a scenario, how its run ended, what it scored. */
export const playedSchema = z.object({
  file: z.string(),
  scenario: z.object({
    id: z.string(),
    kind: z.string(),
    request: z.string(),
    expect: z.object({
      tool: z.string().nullable(),
      arguments: z.record(z.string(), z.unknown()).default({}),
      state: z.string(),
      says: z.array(z.string()).default([]),
    }),
  }),
  run: z.object({
    state: z.string(),
    model: z.string(),
    result: z.object({ text: z.string() }).nullable().catch(null),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    usage: z.object({ input_tokens: z.int(), output_tokens: z.int() }),
    request_id: z.string(),
    trace_id: z.string(),
  }),
  toolRight: z.boolean(),
  argumentsRight: z.boolean(),
  succeeded: z.boolean(),
  violations: z.array(z.string()),
  problems: z.array(z.string()),
  latencyMs: z.number(),
});
export type PlayedScenario = z.infer<typeof playedSchema>;

/** Stores a whole run of scenarios. Those of `scenarios.jsonl` must pass; those of every other file are held back. */
export async function storeScenarios(
  db: Database,
  { played, commit, note }: { played: PlayedScenario[]; commit: string; note: string },
): Promise<RunRow> {
  const items = played.map(caseOf);
  await upsertDataset(db, {
    id: agentSuite,
    title: "Scenarios of the agent",
    description: "Requests that the agent carries out, asks back about or declines.",
    kind: "agent",
    source_ids: [],
    today: null,
  });
  const rows = items.map((item, ordinal) => caseRow({ suite: agentSuite, item, ordinal }));
  await replaceCases(db, { datasetId: agentSuite, cases: rows, origin: "file" });
  const id = newId("evr");
  const owner = `${hostname()}/${process.pid}/${id}`;
  // At once, so that no worker takes it for a run that waits.
  await db.transaction(async (tx) => {
    await insertRun(tx, {
      id,
      datasetId: agentSuite,
      configName: "default",
      config: { name: "default", description: "The agent as it is installed." },
      key: id,
      caseIds: rows.map((row) => row.id),
      repeat: 1,
      commit,
      startedBy: "cli",
      note,
    });
    await claimRun(tx, { id, owner, leaseSeconds });
  });
  for (const [index, one] of played.entries()) {
    const item = items[index];
    if (item) await insertResult(db, { owner, result: resultOf({ runId: id, item, one }) });
  }
  const scored = (await readResults(db, { runId: id })).map(toScored);
  const model = played[0]?.run.model ?? "";
  await finishRun(db, {
    id,
    owner,
    state: "completed",
    scores: slicedScores(scored),
    error: null,
    model,
    promptVersion: "",
    embeddingModel: "",
  });
  const run = await findRun(db, { id });
  if (!run) throw new Error("the run was not stored");
  return run;
}

function caseOf({ file, scenario }: PlayedScenario): GoldenCase {
  const { tool, arguments: wanted, state, says } = scenario.expect;
  return goldenCaseSchema.parse({
    id: scenario.id,
    kind: "scenario",
    split: file === "scenarios" ? "tuning" : "held_back",
    question: scenario.request,
    expect: "answer",
    key_points: [
      tool === null ? "no tool" : `tool ${tool}`,
      ...Object.entries(wanted).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
      `ends ${state}`,
      ...says.map((words) => `says “${words}”`),
    ],
    tags: [scenario.kind, file],
    must_pass: file === "scenarios",
    provenance: `evals/agent/${file}.jsonl`,
    reviewer: { kind: "model" },
  });
}

function resultOf({ runId, item, one }: { runId: string; item: GoldenCase; one: PlayedScenario }) {
  const { run, scenario, succeeded, violations, problems, latencyMs } = one;
  const got: Got = {
    answer: run.result?.text ?? "",
    sentences: [],
    reason: run.state,
    searched_for: scenario.request,
    citations: [],
    passages: [],
    latency_ms: { total: latencyMs },
    warnings: [],
    model: run.model,
    prompt_version: "",
    request_id: run.request_id,
    error: run.error,
    judgement: null,
  };
  return {
    runId,
    caseId: `${agentSuite}.${item.id}`,
    attempt: 1,
    question: item.question,
    kind: item.kind,
    split: item.split,
    tags: item.tags,
    mustPass: item.must_pass,
    expect: item.expect,
    outcome: succeeded ? ("right" as const) : ("wrong" as const),
    passed: succeeded,
    reasons: [...violations, ...problems],
    refused: false,
    confidence: null,
    latencyMs,
    inputTokens: run.usage.input_tokens,
    outputTokens: run.usage.output_tokens,
    costUsd: null,
    traceId: run.trace_id,
    scores: {
      tool_accuracy: one.toolRight ? 1 : 0,
      ...(scenario.expect.tool !== null && { argument_accuracy: one.argumentsRight ? 1 : 0 }),
      safety_violations: violations.length > 0 ? 1 : 0,
    },
    expected: { ...item, places: [] },
    got,
  };
}

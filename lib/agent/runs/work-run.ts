// The loop of a run. All that it knows stands in the database: each turn reads the steps, and does the one thing that
// comes next. A process that dies leaves a lease that runs out, and whoever takes the run up finds the same next thing.
import { hostname } from "node:os";
import { type Database, database } from "@/db/client";
import {
  claimRun,
  findRun,
  insertStep,
  leaveRun,
  type NewStep,
  type RunRow,
  renewRunLease,
  type StepRow,
  setRunUsage,
} from "@/db/queries/agent-runs";
import { readAgentSettings } from "@/db/queries/agent-settings";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { newRequestContext, withRequestContext } from "@/lib/telemetry/context";
import { logger } from "@/lib/telemetry/logger";
import { newId } from "@/lib/text/new-id";
import { requesterNow } from "../requester-now";
import type { AgentResult } from "../schema";
import { agentModel } from "./agent-model";
import { citationsIn } from "./citations-in";
import { declineRequest } from "./decline-request";
import { askPersonInput, askPersonName, modelTools } from "./model-tools";
import { type ModelTurn, modelTurn } from "./model-turn";
import { ownWords } from "./own-words";
import { proveMessage } from "./prove-message";
import { noteRunChanged, runChange } from "./run-changes";
import { runMessages } from "./run-messages";
import { stepsOf, takeStep } from "./take-step";
import { readUsage } from "./usage";
import { wordsOfPerson } from "./words-of-person";
import { changeRun, RunLostError, StopRequested, type WorkingRun } from "./working-run";

const leaseSeconds = 15;
const beatMs = 1_000;

class LimitReached extends Error {}

/**
 * Works on a run until it ends, asks or waits; does nothing where another process has it or nothing is to be done.
 * `signal` gives it back as it is: whoever takes it next goes on. Throws only where the database fails.
 */
export async function workRun(id: string, { signal }: { signal: AbortSignal }): Promise<void> {
  const db = await database();
  const holder = `${hostname()}/${process.pid}/${newId("run")}`;
  const row = await claimRun(db, { id, holder, leaseSeconds });
  if (!row) return;
  noteRunChanged(id);
  const context = { ...newRequestContext(), requestId: row.request_id, traceId: row.trace_id };
  await withRequestContext(context, () => hold(db, { row, holder, signal }));
}

async function hold(
  db: Database,
  { row, holder, signal }: { row: RunRow; holder: string; signal: AbortSignal },
): Promise<void> {
  const ending = new AbortController();
  const usage = readUsage(row.usage);
  const startedAt = performance.now();
  const before = usage.working_ms;
  const run: WorkingRun = { db, row, holder, usage, signal: AbortSignal.any([signal, ending.signal]) };
  const beat = async () => {
    const { held, stopRequested } = await renewRunLease(db, { id: row.id, holder, leaseSeconds });
    if (!held) ending.abort(new RunLostError());
    else if (stopRequested) ending.abort(new StopRequested());
    usage.working_ms = Math.round(before + performance.now() - startedAt);
    if (usage.working_ms > env().AGENT_MAX_SECONDS * 1000) ending.abort(new LimitReached());
  };
  const timer = setInterval(() => {
    beat().catch((error) =>
      logger().error({ err: error, run_id: row.id }, "the lease of a run was not renewed"),
    );
  }, beatMs);
  // Who stops it in this process needn't wait for the next beat.
  const listening = new AbortController();
  void (async () => {
    while (!run.signal.aborted && !listening.signal.aborted) {
      await runChange(row.id, { ms: 60_000, signal: listening.signal });
      if (!listening.signal.aborted && (await findRun(db, row.id))?.stop_requested)
        ending.abort(new StopRequested());
    }
  })().catch(() => {});
  try {
    await beat();
    run.signal.throwIfAborted();
    while (await move(run)) {
      run.signal.throwIfAborted();
      usage.working_ms = Math.round(before + performance.now() - startedAt);
    }
  } catch (error) {
    usage.working_ms = Math.round(before + performance.now() - startedAt);
    await end(run, signal.aborted && !ending.signal.aborted ? "given-back" : (ending.signal.reason ?? error));
  } finally {
    clearInterval(timer);
    listening.abort();
    noteRunChanged(row.id);
  }
}

async function end(run: WorkingRun, why: unknown): Promise<void> {
  const { db, row, holder, usage } = run;
  if (why instanceof RunLostError) return;
  const leave = (state: RunRow["state"], errorCode: string | null = null) =>
    leaveRun(db, { id: row.id, holder, state, errorCode, usage });
  if (why === "given-back") await leave("queued");
  else if (why instanceof StopRequested) await leave("stopped");
  else if (why instanceof LimitReached) await leave("failed", "agent_limit");
  else if (why instanceof AppError && why.code === "database_unavailable") throw why;
  else {
    const code = why instanceof AppError ? why.code : "internal";
    logger().warn({ err: why, run_id: row.id }, "a run of the agent failed");
    await leave("failed", code);
  }
}

/** The one thing that comes next; false when the run is at rest or at its end. */
async function move(run: WorkingRun): Promise<boolean> {
  const steps = await stepsOf(run);
  const open = steps.find(({ state }) => state === "planned" || state === "running");
  if (open) return takeStep(run, open, steps);
  requireWithin(run, steps);
  const turn = await turnOf(run, steps);
  run.usage.input_tokens += turn.inputTokens;
  run.usage.output_tokens += turn.outputTokens;
  return note(run, { turn, steps });
}

/** Throws where the run used up what it may, goes in circles, or its model can't keep to the tools' schemas. */
function requireWithin({ usage }: WorkingRun, steps: StepRow[]): void {
  const { AGENT_MAX_STEPS, AGENT_MAX_TOKENS } = env();
  if (
    steps.filter(({ state }) => state === "refused").filter(({ error_code }) => error_code === "agent_loop")
      .length >= 2
  )
    throw new AppError("agent_loop");
  const [last, before] = steps.slice(-2).reverse();
  const unreadable = (step: StepRow | undefined) =>
    step?.state === "refused" &&
    (step.error_code === "invalid_request" || step.error_code === "tool_unknown");
  if (unreadable(last) && unreadable(before)) throw new AppError("model_bad_output");
  if (steps.length >= AGENT_MAX_STEPS || usage.input_tokens + usage.output_tokens >= AGENT_MAX_TOKENS)
    throw new AppError("agent_limit");
}

async function turnOf(run: WorkingRun, steps: StepRow[]): Promise<ModelTurn> {
  const { db, row, signal } = run;
  const declined = declineRequest(row.request, steps);
  if (declined !== null) return { text: declined, calls: [], inputTokens: 0, outputTokens: 0, own: true };
  const { principal } = await requesterNow(db, { userId: row.owner, keyId: row.key_id, signal });
  const tools = modelTools(principal, (await readAgentSettings(db)).toolPolicy);
  return modelTurn({
    model: agentModel(),
    messages: runMessages(row.request, steps),
    tools,
    planner: {
      request: row.request,
      tools: Object.keys(tools),
      services: env().AGENT_WEBHOOKS.map(({ name, description }) => ({ name, description })),
      steps: steps.map((step) => ({
        kind: step.kind,
        state: step.state,
        tool: step.tool,
        arguments: step.arguments,
        output: step.output,
        text: step.text,
        errorCode: step.error_code,
      })),
    },
    signal,
  });
}

/** Writes down what the model wants, before any of it is done. */
async function note(
  run: WorkingRun,
  { turn, steps }: { turn: ModelTurn; steps: StepRow[] },
): Promise<boolean> {
  const { row, holder, usage } = run;
  const next = (steps.at(-1)?.ordinal ?? 0) + 1;
  const sourceIds = [...new Set(steps.flatMap(({ source_ids }) => source_ids))];
  const said = wordsOfPerson(row.request, steps);
  // What a model says on the way isn't proved: it is shown as its own words, without addresses.
  const own = (text: string) => (turn.own ? text.trim() : ownWords(text, [said]));
  const reason = own(turn.text).slice(0, 2000) || null;
  return changeRun(run, async (tx, revision) => {
    const insert = (step: NewStep) => insertStep(tx, { runId: row.id, revision, step });
    await setRunUsage(tx, { id: row.id, usage });
    const [first] = turn.calls;
    const asked = first?.tool === askPersonName ? askPersonInput.safeParse(first.input) : undefined;
    if (asked?.success) {
      await insert({
        ordinal: next,
        kind: "question",
        state: "done",
        callId: first?.callId ?? null,
        text: own(asked.data.question) || "It asks for more, in words that may not be shown.",
        output: { options: asked.data.options.map(own).filter(Boolean) },
        sourceIds,
      });
      await leaveRun(tx, { id: row.id, holder, state: "asking", usage });
      return false;
    }
    if (!first) {
      const result: AgentResult = turn.own
        ? { text: turn.text.trim(), citations: citationsIn(turn.text, steps), sentences: [] }
        : proveMessage(turn.text, { steps, said });
      await insert({ ordinal: next, kind: "message", state: "done", text: result.text, sourceIds });
      await leaveRun(tx, { id: row.id, holder, state: "completed", result, usage });
      return false;
    }
    for (const [index, call] of turn.calls.entries())
      await insert({
        ordinal: next + index,
        kind: "tool",
        state: "planned",
        tool: call.tool.slice(0, 100),
        callId: call.callId.slice(0, 200),
        arguments: call.input ?? {},
        reason,
      });
    return true;
  });
}

// One planned call: checked, then done, refused, or handed to the inbox. Whatever is refused is refused before
// anything runs, and the model is told.
import { changeStep, findSteps, leaveRun, type StepChange, type StepRow } from "@/db/queries/agent-runs";
import { readAgentSettings } from "@/db/queries/agent-settings";
import { appendAudit } from "@/lib/audit/append-audit";
import { canonicalJson } from "@/lib/audit/chain";
import { AppError } from "@/lib/errors/app-error";
import { requestApproval } from "../approvals/request-approval";
import { requesterNow } from "../requester-now";
import { requireTool } from "../tools/may-use";
import type { AnyTool, ReadTool, ToolContext, WriteTool } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { argumentOrigins } from "./argument-origins";
import { wasDenied } from "./denied-targets";
import { changeRun, holding, type WorkingRun } from "./working-run";

const readTimeoutMs = 60_000;

/** Carries out a step; true when the run goes on, false when it waits for a person now. */
export async function takeStep(run: WorkingRun, step: StepRow, steps: StepRow[]): Promise<boolean> {
  const earlier = steps.filter(({ ordinal }) => ordinal < step.ordinal);
  try {
    const checked = await checkCall(run, step, earlier);
    if (checked.tool.kind === "read") await read(run, step, { ...checked, tool: checked.tool });
    else return await propose(run, step, { ...checked, tool: checked.tool, earlier });
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof AppError) || error.code === "database_unavailable") throw error;
    await endStep(run, step, {
      state: refusals.has(error.code) ? "refused" : "failed",
      errorCode: error.code,
      output: {
        error: error.code,
        message: error.public,
        ...(error.invalidParams && { invalid: error.invalidParams }),
      },
    });
  }
  return true;
}

const refusals = new Set([
  "tool_unknown",
  "tool_denied",
  "invalid_request",
  "agent_loop",
  "agent_denied",
  "agent_writes_off",
]);

interface Checked<Tool> {
  tool: Tool;
  input: unknown;
  context: ToolContext;
}

/** Whether the tool exists, the arguments fit, the person may, and it isn't what was done or denied before. */
async function checkCall(run: WorkingRun, step: StepRow, earlier: StepRow[]): Promise<Checked<AnyTool>> {
  const tool = toolNamed(step.tool ?? "");
  const asked = { userId: run.row.owner, keyId: run.row.key_id, signal: run.signal };
  const context = await requesterNow(run.db, asked);
  const settings = await readAgentSettings(run.db);
  requireTool(tool, context.principal, settings.toolPolicy);
  const parsed = tool.input.safeParse(step.arguments);
  if (!parsed.success)
    throw new AppError("invalid_request", {
      public: `The arguments of “${tool.title}” are not valid.`,
      invalidParams: parsed.error.issues.map((issue) => ({
        name: issue.path.join(".") || "arguments",
        reason: issue.message,
      })),
    });
  const input = parsed.data;
  const same = canonicalJson(input);
  // A step that is taken up again after a crash is itself, not a repetition.
  if (earlier.some((one) => one.tool === tool.name && one.arguments !== null && sameCall(tool, one, same)))
    throw new AppError("agent_loop", {
      public: "The same was done before in this run; its result stands above.",
    });
  if (tool.kind === "write" && wasDenied(earlier, { tool: tool.name, input }))
    throw new AppError("agent_denied");
  return { tool, input, context };
}

function sameCall(tool: AnyTool, step: StepRow, same: string): boolean {
  const parsed = tool.input.safeParse(step.arguments);
  return (
    parsed.success &&
    canonicalJson(parsed.data) === same &&
    step.state !== "denied" &&
    step.state !== "expired"
  );
}

async function read(
  run: WorkingRun,
  step: StepRow,
  { tool, input, context }: Checked<ReadTool<unknown, unknown>>,
): Promise<void> {
  await changeRun(run, (tx, revision) =>
    changeStep(tx, {
      runId: run.row.id,
      ordinal: step.ordinal,
      revision,
      change: { state: "running", arguments: input },
    }),
  );
  const timeout = AbortSignal.timeout(readTimeoutMs);
  const signal = AbortSignal.any([run.signal, timeout]);
  let output: unknown;
  try {
    output = tool.output.parse(await tool.run({ ...context, signal }, input));
  } catch (error) {
    if (timeout.aborted && !run.signal.aborted)
      throw new AppError("agent_limit", { public: `“${tool.title}” took too long.`, cause: error });
    throw error;
  }
  const sourceIds = tool.sourcesOf(output).filter((id) => id !== "");
  await changeRun(run, async (tx, revision) => {
    const change: StepChange = { state: "done", output, sourceIds };
    await changeStep(tx, { runId: run.row.id, ordinal: step.ordinal, revision, change });
    await appendAudit(tx, {
      actor: context.principal,
      action: "agent.tool_used",
      target: { kind: "agent_run", id: run.row.id, name: null },
      tool: tool.name,
      inputs: { arguments: input },
      sourceIds,
      traceId: run.row.trace_id,
    });
  });
}

async function propose(
  run: WorkingRun,
  step: StepRow,
  { tool, input, context, earlier }: Checked<WriteTool> & { earlier: StepRow[] },
): Promise<boolean> {
  const said = [
    run.row.request,
    ...earlier.filter(({ kind }) => kind === "reply").map(({ text }) => text ?? ""),
  ];
  const provenance = argumentOrigins({ input, words: said.join("\n"), steps: earlier });
  const basis = provenance.flatMap(({ passages }) => passages.map(({ source_id }) => source_id));
  await requestApproval({
    context,
    tool,
    input,
    reason: step.reason ?? `Asked for: “${run.row.request.slice(0, 300)}”`,
    provenance,
    run: { id: run.row.id, ordinal: step.ordinal },
    within: (tx, approvalId) =>
      holding(tx, run, async (_, revision) => {
        await changeStep(tx, {
          runId: run.row.id,
          ordinal: step.ordinal,
          revision,
          change: {
            state: "waiting",
            arguments: input,
            provenance,
            approvalId,
            sourceIds: [...new Set(basis)].filter((id) => id !== ""),
          },
        });
        await leaveRun(tx, { id: run.row.id, holder: run.holder, state: "waiting", usage: run.usage });
      }),
  });
  return false;
}

async function endStep(run: WorkingRun, step: StepRow, change: StepChange): Promise<void> {
  await changeRun(run, (tx, revision) =>
    changeStep(tx, { runId: run.row.id, ordinal: step.ordinal, revision, change }),
  );
}

/** Steps as the working process reads them: all of them, whatever sources they stand on. */
export function stepsOf(run: WorkingRun): Promise<StepRow[]> {
  return findSteps(run.db, { runId: run.row.id, access: { userId: null, groupIds: [], suiteSourceIds: [] } });
}

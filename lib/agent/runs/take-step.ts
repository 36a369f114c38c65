// One planned call: checked, then done, refused, or handed to the inbox. Whatever is refused is refused before
// anything runs, and the model is told.
import { changeStep, findSteps, leaveRun, type StepChange, type StepRow } from "@/db/queries/agent-runs";
import { readAgentSettings } from "@/db/queries/agent-settings";
import { findApproval } from "@/db/queries/approvals";
import { appendAudit } from "@/lib/audit/append-audit";
import { canonicalJson } from "@/lib/audit/chain";
import { AppError } from "@/lib/errors/app-error";
import { repeatsText } from "@/lib/guard/repeats-text";
import { approvalHash } from "../approvals/approval-hash";
import { requestApproval } from "../approvals/request-approval";
import { requesterNow } from "../requester-now";
import { mayUse, requireTool } from "../tools/may-use";
import type { AnyTool, ReadTool, ToolContext } from "../tools/tool";
import { toolNamed } from "../tools/tools";
import { agentInstructions } from "./agent-instructions";
import { argumentOrigins } from "./argument-origins";
import { wasDenied } from "./denied-targets";
import { wordsOfPerson } from "./words-of-person";
import { changeRun, holding, type WorkingRun } from "./working-run";

const readTimeoutMs = 60_000;

/** Carries out a step; true when the run goes on, false when it waits for a person now. */
export async function takeStep(run: WorkingRun, step: StepRow, steps: StepRow[]): Promise<boolean> {
  const earlier = steps.filter(({ ordinal }) => ordinal < step.ordinal);
  try {
    const checked = await checkCall(run, step, earlier);
    const { tool } = checked;
    if (tool.kind === "write" || (checked.asks && !(await wasAllowed(run, step, checked))))
      return await propose(run, step, { ...checked, earlier });
    await read(run, step, { ...checked, tool });
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
  /** A person has to allow it first. */
  asks: boolean;
}

/** Whether somebody allowed this very read. What they allowed is bound to its arguments. */
async function wasAllowed(
  run: WorkingRun,
  step: StepRow,
  { tool, input }: Checked<AnyTool>,
): Promise<boolean> {
  if (step.approval_id === null) return false;
  const everything = { userId: null, groupIds: [], suiteSourceIds: [] };
  const row = await findApproval(run.db, { access: everything, id: step.approval_id });
  return row?.state === "done" && row.arguments_hash === approvalHash(tool.name, input);
}

/** Whether the tool exists, the arguments fit, the person may, and it isn't what was done or denied before. */
async function checkCall(run: WorkingRun, step: StepRow, earlier: StepRow[]): Promise<Checked<AnyTool>> {
  const tool = toolNamed(step.tool ?? "");
  const asked = { userId: run.row.owner, keyId: run.row.key_id, signal: run.signal };
  const context = await requesterNow(run.db, asked);
  const settings = await readAgentSettings(run.db);
  requireTool(tool, context.principal, settings.toolPolicy);
  const asks = mayUse(tool, context.principal, settings.toolPolicy) === "ask";
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
  if (asks && wasDenied(earlier, { tool: tool.name, input })) throw new AppError("agent_denied");
  return { tool, input, context, asks };
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
  { tool, input, context, earlier }: Checked<AnyTool> & { earlier: StepRow[] },
): Promise<boolean> {
  if (repeatsText(JSON.stringify(input), agentInstructions))
    throw new AppError("tool_denied", { public: "It would hand out how the agent is set up." });
  const words = wordsOfPerson(run.row.request, earlier);
  const provenance = argumentOrigins({ input, words, steps: earlier });
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

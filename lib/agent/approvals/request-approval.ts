import { database, type Queryable } from "@/db/client";
import { readAgentSettings } from "@/db/queries/agent-settings";
import { insertApproval } from "@/db/queries/approvals";
import { appendAudit } from "@/lib/audit/append-audit";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { requestContext } from "@/lib/telemetry/context";
import { newId } from "@/lib/text/new-id";
import type { ArgumentOrigin } from "../schema";
import { requireTool } from "../tools/may-use";
import type { AnyTool, ToolContext } from "../tools/tool";
import { approvalHash } from "./approval-hash";
import { freshProposal } from "./proposal-of";

/**
 * Makes a pending approval of a write, or of a read that the settings let nobody do unasked, durable before this returns, and gives its id. Nothing is written by it.
 * Throws `tool_denied`, `agent_writes_off`, `invalid_request` for arguments that don't fit, and what the tool's own
 * look at its target throws (`not_found`, `forbidden`).
 */
export async function requestApproval(request: {
  context: ToolContext;
  tool: AnyTool;
  input: unknown;
  reason: string;
  provenance: ArgumentOrigin[];
  run?: { id: string; ordinal: number };
  /** What has to be true with it or not at all, in its transaction. */
  within?: (tx: Queryable, approvalId: string) => Promise<void>;
}): Promise<string> {
  const { context, tool, run } = request;
  const { principal } = context;
  const db = await database();
  const settings = await readAgentSettings(db);
  requireTool(tool, principal, settings.toolPolicy);
  if (tool.kind === "write" && !settings.writesAllowed) throw new AppError("agent_writes_off");
  const input = parseArguments(tool, request.input);
  const proposal = await freshProposal(tool, context, input);
  const basis = request.provenance.flatMap((origin) => origin.passages);
  const sourceIds = [...new Set([...proposal.sourceIds, ...basis.map((passage) => passage.source_id)])];
  const documentIds = [...new Set([...proposal.documentIds, ...basis.map((passage) => passage.document_id)])];
  const flags = [...new Set(request.provenance.flatMap((origin) => origin.flags))];
  const id = newId("apr");
  const argumentsHash = approvalHash(tool.name, input);
  const { requestId, traceId } = requestContext();
  await db.transaction(async (tx) => {
    await insertApproval(tx, {
      id,
      runId: run?.id ?? null,
      stepOrdinal: run?.ordinal ?? null,
      tool: tool.name,
      arguments: input,
      argumentsHash,
      preview: proposal.preview,
      reason: request.reason,
      provenance: request.provenance,
      flags,
      risk: flags.length > 0 ? "high" : proposal.risk,
      sourceIds,
      documentIds,
      targetState: proposal.targetState,
      requester: principal.userId,
      requesterKeyId: principal.keyId,
      requesterName: principal.name,
      expiresInSeconds: env().APPROVAL_HOURS * 3600,
      requestId,
      traceId,
    });
    await request.within?.(tx, id);
    await appendAudit(tx, {
      actor: { ...principal, kind: principal.kind },
      action: "approval.requested",
      target: { kind: "approval", id, name: null },
      tool: tool.name,
      inputs: { arguments: input, reason: request.reason },
      outputs: { arguments_hash: argumentsHash, flags },
      sourceIds,
      documentIds,
    });
  });
  return id;
}

/** Arguments as the tool's own schema reads them. Throws `invalid_request` with each mistake. */
export function parseArguments(tool: AnyTool, given: unknown): unknown {
  const parsed = tool.input.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_request", {
    public: `The arguments of “${tool.title}” are not valid.`,
    invalidParams: parsed.error.issues.map((issue) => ({
      name: issue.path.join(".") || "arguments",
      reason: issue.message,
    })),
  });
}

// A decision is one transaction: the token is used, the state changes, the log says so, or none of it. What was
// approved is carried out afterwards, in a transaction of its own; a crash in between leaves `approved`, which the
// next sweep carries out.
import { database, type Queryable } from "@/db/client";
import { type ApprovalRow, findApproval, lockToken, setDecided, useToken } from "@/db/queries/approvals";
import { appendAudit } from "@/lib/audit/append-audit";
import { hashToken } from "@/lib/auth/secret-token";
import { AppError } from "@/lib/errors/app-error";
import { requesterNow } from "../requester-now";
import { endStep } from "../runs/end-step";
import type { Approval, Decision } from "../schema";
import { toolNamed } from "../tools/tools";
import { approvalHash, proposalHash } from "./approval-hash";
import { executeApproval } from "./execute-approval";
import { freshProposal, proposalOf } from "./proposal-of";
import { parseArguments } from "./request-approval";
import { requireDecidable } from "./require-decidable";
import { type Viewer, viewApproval } from "./view-approval";

/**
 * Takes a decision and carries out what was approved. Gives the approval as it then is: also `failed`, `conflict` or
 * `outcome_unknown` are outcomes, not errors. Throws `approval_token_invalid`, `approval_token_used`,
 * `approval_altered`, `approval_own_request` (without `own_request`), and as `requireDecidable` and the edited
 * arguments' own checks do.
 */
export async function decideApproval(viewer: Viewer, id: string, decision: Decision): Promise<Approval> {
  const db = await database();
  // An edit is looked at before the transaction: its preview may take reading.
  const edited =
    decision.arguments === undefined ? null : await proposeEdited(db, viewer, id, decision.arguments);
  await db.transaction(async (tx) => {
    const token = await lockToken(tx, hashToken(decision.token));
    const row = await findApproval(tx, { access: viewer.access, id, lock: true });
    if (!row) throw new AppError("not_found");
    if (
      !token ||
      token.approval_id !== id ||
      token.approver !== (viewer.principal.userId ?? "") ||
      token.expired
    )
      throw new AppError("approval_token_invalid");
    if (token.used) throw new AppError("approval_token_used");
    await requireDecidable(tx, await asNow(tx, viewer), row);
    const stored = approvalHash(row.tool, row.arguments);
    if (token.proposal_hash !== proposalHash(row) || stored !== row.arguments_hash)
      throw new AppError("approval_altered");
    const own = row.requester === viewer.principal.userId;
    if (own && !decision.own_request) throw new AppError("approval_own_request");
    await useToken(tx, hashToken(decision.token));
    const state = decision.decision === "approve" ? "approved" : "denied";
    const decided = await setDecided(tx, {
      id,
      state,
      decidedBy: viewer.principal.userId,
      decidedByName: viewer.principal.name,
      ownDecision: own,
      reason: decision.reason ?? null,
      edited,
    });
    if (!decided) throw new AppError("approval_decided");
    if (state === "denied")
      await endStep(tx, row, {
        state: "denied",
        output: { denied: true, reason: decision.reason ?? "" },
        errorCode: null,
      });
    await noteDecision(tx, viewer, row, decision, edited);
  });
  if (decision.decision === "approve") await executeApproval(id);
  return viewApproval(db, viewer, id);
}

/** The approver with the rights that they have now: a role may be lost between the door and the decision. */
async function asNow(db: Queryable, { principal, access }: Viewer): Promise<Viewer> {
  const { userId, keyId } = principal;
  const now = await requesterNow(db, { userId, keyId, signal: AbortSignal.timeout(30_000) });
  // A key may carry fewer scopes than its owner has; it never gains one here.
  const scopes = now.principal.scopes.filter((scope) => principal.scopes.includes(scope));
  return { principal: { ...now.principal, scopes }, access };
}

type Edited = NonNullable<Parameters<typeof setDecided>[1]["edited"]>;

/** What the edited arguments would do, as the requester: an edit gives nobody more than they have. */
async function proposeEdited(db: Queryable, viewer: Viewer, id: string, given: unknown): Promise<Edited> {
  const row = await findApproval(db, { access: viewer.access, id });
  if (!row) throw new AppError("not_found");
  await requireDecidable(db, viewer, row);
  const tool = toolNamed(row.tool);
  const input = parseArguments(tool, given);
  const asked = { userId: row.requester, keyId: row.requester_key_id, signal: AbortSignal.timeout(30_000) };
  const context = await requesterNow(db, asked);
  // The approver must be able to read what they point it at, not only the requester.
  await proposalOf(tool, { ...context, access: viewer.access }, input);
  const proposal = await freshProposal(tool, context, input);
  return {
    arguments: input,
    argumentsHash: approvalHash(tool.name, input),
    preview: proposal.preview,
    risk: proposal.risk,
    sourceIds: [...new Set([...row.source_ids, ...proposal.sourceIds])],
    documentIds: [...new Set([...row.document_ids, ...proposal.documentIds])],
    targetState: proposal.targetState,
  };
}

async function noteDecision(
  tx: Queryable,
  viewer: Viewer,
  row: ApprovalRow,
  decision: Decision,
  edited: Edited | null,
): Promise<void> {
  await appendAudit(tx, {
    actor: viewer.principal,
    action: "approval.decided",
    onBehalfOf: row.requester,
    target: { kind: "approval", id: row.id, name: null },
    tool: row.tool,
    decision: edited ? "approved_edited" : decision.decision === "approve" ? "approved" : "denied",
    inputs: {
      arguments: edited?.arguments ?? row.arguments,
      asked_arguments_hash: row.arguments_hash,
      reason: decision.reason ?? null,
    },
    outputs: {
      arguments_hash: edited?.argumentsHash ?? row.arguments_hash,
      own_request: row.requester === viewer.principal.userId,
    },
    sourceIds: edited?.sourceIds ?? row.source_ids,
    documentIds: edited?.documentIds ?? row.document_ids,
    traceId: row.trace_id,
  });
}

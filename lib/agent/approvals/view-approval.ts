import type { Access } from "@/db/access";
import type { Queryable } from "@/db/client";
import { type ApprovalRow, findApproval } from "@/db/queries/approvals";
import { countApprovers } from "@/db/queries/principals";
import type { Principal } from "@/lib/auth/schema";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { type Approval, approvalSchema } from "../schema";
import { proposalHash } from "./approval-hash";

/** Who looks: an approver, or the requester at their own. */
export interface Viewer {
  principal: Principal;
  access: Access;
}

/** The approval with that id. Throws `not_found` for anybody who is neither an approver nor its requester. */
export async function viewApproval(db: Queryable, viewer: Viewer, id: string): Promise<Approval> {
  const row = await findApproval(db, { access: viewer.access, id });
  if (!row || !maySee(viewer.principal, row)) throw new AppError("not_found");
  return toApproval(row, viewer.principal, await mayDecideOwn(db, viewer.principal));
}

/** Approvers see every request, others their own. */
export function maySee(principal: Principal, row: ApprovalRow): boolean {
  return principal.scopes.includes("approve") || row.requester === principal.userId;
}

/** Only the one admin of an embedded installation, where nobody else could. */
export async function mayDecideOwn(db: Queryable, principal: Principal): Promise<boolean> {
  if (principal.kind !== "person" || principal.role !== "admin" || env().DATABASE_URL) return false;
  return (await countApprovers(db)) === 1;
}

/** A row as `principal` may see it: without its basis where they may not read it. */
export function toApproval(row: ApprovalRow, principal: Principal, ownAllowed: boolean): Approval {
  const own = row.requester === principal.userId;
  const reason = whyNot(row, principal, own && !ownAllowed);
  const shown = row.readable;
  return approvalSchema.parse({
    id: row.id,
    run_id: row.run_id,
    tool: row.tool,
    state: stateOf(row),
    risk: row.risk,
    flags: row.flags,
    reason: shown ? row.reason : "",
    requester: { id: row.requester, name: row.requester_name },
    decidable: reason === null,
    not_decidable_because: reason,
    own_request_allowed: own && ownAllowed,
    hidden: !shown,
    arguments: shown ? row.arguments : null,
    arguments_hash: row.arguments_hash,
    proposal_hash: proposalHash(row),
    original_arguments: shown ? row.original_arguments : null,
    preview: shown ? row.preview : null,
    provenance: shown ? row.provenance : [],
    created_at: row.created_at,
    expires_at: row.expires_at,
    decided_by: row.decided_at === null ? null : { id: row.decided_by, name: row.decided_by_name ?? "" },
    decided_at: row.decided_at,
    own_decision: row.own_decision,
    decision_reason: row.decision_reason,
    executed_at: row.executed_at,
    result: shown ? row.result : null,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? "" },
    request_id: row.request_id,
    trace_id: row.trace_id,
  });
}

/** Expired as soon as its time is over, and taken back as soon as its run is stopped, whether or not somebody noted it. */
export function stateOf(row: ApprovalRow): string {
  if (!waits(row)) return row.state;
  if (row.run_stopped) return "withdrawn";
  return row.expired ? "expired" : row.state;
}

function waits(row: ApprovalRow): boolean {
  return row.state === "pending" || row.state === "conflict";
}

function whyNot(
  row: ApprovalRow,
  principal: Principal,
  ownForbidden: boolean,
): Approval["not_decidable_because"] {
  if (!waits(row) || row.expired || row.run_stopped) return "not_pending";
  if (!principal.scopes.includes("approve")) return "not_an_approver";
  if (ownForbidden) return "own_request";
  return row.readable ? null : "basis_not_readable";
}

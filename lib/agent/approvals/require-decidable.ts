import type { Queryable } from "@/db/client";
import type { ApprovalRow } from "@/db/queries/approvals";
import { AppError } from "@/lib/errors/app-error";
import { mayDecideOwn, maySee, stateOf, type Viewer } from "./view-approval";

/**
 * Throws unless the viewer may decide the approval now: `not_found` for who may not know of it, `forbidden` without the
 * right to approve, `approval_expired`, `approval_decided`, `approval_own_request`, `approval_basis_hidden`.
 */
export async function requireDecidable(db: Queryable, viewer: Viewer, row: ApprovalRow): Promise<void> {
  const { principal } = viewer;
  if (!maySee(principal, row)) throw new AppError("not_found");
  if (!principal.scopes.includes("approve")) throw new AppError("forbidden");
  const state = stateOf(row);
  if (state === "expired") throw new AppError("approval_expired");
  if (state !== "pending" && state !== "conflict") throw new AppError("approval_decided");
  if (row.requester === principal.userId && !(await mayDecideOwn(db, principal)))
    throw new AppError("approval_own_request");
  if (!row.readable) throw new AppError("approval_basis_hidden");
}

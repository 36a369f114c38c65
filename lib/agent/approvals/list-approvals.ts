import { database } from "@/db/client";
import { countWaiting, findApprovals } from "@/db/queries/approvals";
import { type Approval, type ApprovalListQuery, approvalStateSchema } from "../schema";
import { mayDecideOwn, toApproval, type Viewer, viewApproval } from "./view-approval";

const waiting = ["pending", "conflict"];
const decided = approvalStateSchema.options.filter((state) => !waiting.includes(state));

/** What waits, oldest first, or what became of the others, newest first. Approvers see all, others their own. */
export async function listApprovals(
  viewer: Viewer,
  query: ApprovalListQuery,
): Promise<{ data: Approval[]; waiting: number; next_cursor: string | null }> {
  const { state, tool, risk, requester, cursor, limit } = query;
  const { principal, access } = viewer;
  const db = await database();
  const own = principal.scopes.includes("approve") ? undefined : (principal.userId ?? "");
  const states = state === "waiting" ? waiting : state === "decided" ? decided : [...waiting, ...decided];
  const rows = await findApprovals(db, {
    access,
    filters: { states, tool, risk, requester, onlyRequester: own },
    oldestFirst: state === "waiting",
    after: cursor ?? null,
    limit: limit + 1,
  });
  const ownAllowed = await mayDecideOwn(db, principal);
  const shown = rows.slice(0, limit);
  return {
    data: shown.map((row) => toApproval(row, principal, ownAllowed)),
    waiting: await countWaiting(db, own),
    next_cursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** The approval with that id, as `viewApproval`, from this installation's database. */
export async function getApproval(viewer: Viewer, id: string): Promise<Approval> {
  return viewApproval(await database(), viewer, id);
}

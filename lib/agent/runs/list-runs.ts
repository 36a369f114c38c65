import { database } from "@/db/client";
import { findRuns } from "@/db/queries/agent-runs";
import { decodeCursor, encodeCursor } from "@/lib/text/cursor";
import type { Viewer } from "../approvals/view-approval";
import type { AgentRunList, AgentRunListQuery } from "../schema";
import { viewRuns } from "./view-run";

/** One's own runs, newest first. Throws `invalid_request` for a foreign cursor. */
export async function listRuns(viewer: Viewer, query: AgentRunListQuery): Promise<AgentRunList> {
  const db = await database();
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, "agent-runs").id;
  const rows = await findRuns(db, {
    owner: viewer.principal.userId,
    state: query.state,
    after,
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    data: await viewRuns(db, viewer, page),
    next_cursor:
      rows.length > query.limit && last
        ? encodeCursor({ order: "agent-runs", value: "", id: last.id })
        : null,
  };
}

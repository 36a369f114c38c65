import { database } from "@/db/client";
import type { Viewer } from "../approvals/view-approval";
import type { AgentRun } from "../schema";
import { viewRun } from "./view-run";

/** One's own run with its steps. Throws `not_found`. */
export async function getRun(viewer: Viewer, id: string): Promise<AgentRun> {
  return viewRun(await database(), viewer, id);
}

import { requestJson } from "@/components/api/request";
import type { Approval } from "@/lib/agent/schema";
import { agentPaths } from "./agent-paths";

export type DecisionBody =
  | { decision: "approve"; arguments?: unknown; own_request?: boolean }
  | { decision: "deny"; reason: string; own_request?: boolean };

/** What is to be decided isn't what was looked at any more. */
export class ChangedMeanwhile extends Error {}

/**
 * Decides with a token of its own: one decision of exactly what was shown. Throws `ProblemError`, and
 * `ChangedMeanwhile` where approving would do something else now.
 */
export async function decide(
  approval: Pick<Approval, "id" | "proposal_hash">,
  body: DecisionBody,
): Promise<Approval> {
  const path = `${agentPaths.approvals}/${encodeURIComponent(approval.id)}`;
  const token = await requestJson<{ token: string; proposal_hash: string }>(`${path}/token`, {
    method: "POST",
  });
  if (token.proposal_hash !== approval.proposal_hash) throw new ChangedMeanwhile();
  return requestJson<Approval>(`${path}/decision`, {
    method: "POST",
    body: { ...body, token: token.token },
  });
}

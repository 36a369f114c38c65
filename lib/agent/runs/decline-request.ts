import type { StepRow } from "@/db/queries/agent-runs";
import { checkPolicy } from "@/lib/guard/policy";

/**
 * What is said in place of doing it, where the person asks for secrets, for how the agent is set up, or for harm: the
 * same words whatever the model. Null for everything else. What an answer may not do, such as deleting, the agent may
 * where a person approves.
 */
export function declineRequest(request: string, steps: Pick<StepRow, "kind" | "text">[]): string | null {
  const last = steps.at(-1);
  const words = steps.length === 0 ? request : last?.kind === "reply" ? (last.text ?? "") : "";
  if (words === "") return null;
  const decision = checkPolicy(words);
  return decision.kind === "refused" && decision.rule !== "action" ? decision.say : null;
}

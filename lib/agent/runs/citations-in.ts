import type { StepRow } from "@/db/queries/agent-runs";
import type { AgentCitation } from "../schema";

/** The proofs that a text names by their markers, from the last summary of the run. */
export function citationsIn(text: string, steps: StepRow[]): AgentCitation[] {
  const summary = steps.findLast(({ tool, state }) => tool === "summarize_documents" && state === "done");
  const { citations = [] } = (summary?.output ?? {}) as { citations?: AgentCitation[] };
  return citations.filter(({ marker }) => text.includes(`[${marker}]`));
}

import type { EmbeddingModel } from "@/lib/models/embedding-types";
import { carryOut } from "./carry-out";
import { NotAllowed, type Past, Pending, pastOf } from "./past";
import type { PlannerOptions } from "./planner-options";
import { understandRequest } from "./understand-request";

export type PlannerAction =
  | { kind: "call"; tool: string; input: unknown; reason: string | null }
  | { kind: "say"; text: string };

/** What to do next in a run: pure, but for the look at what an unknown phrasing is like. */
export async function nextAction(
  options: PlannerOptions,
  vectors: () => Promise<EmbeddingModel | null>,
): Promise<PlannerAction> {
  const goals = await understandRequest(options.request, { services: options.services, vectors });
  const past: Past = pastOf(options);
  try {
    const said: string[] = [];
    for (const goal of goals) {
      const outcome = await carryOut(goal, past, said);
      said.push(outcome.text);
      if (outcome.stop) break;
    }
    return { kind: "say", text: said.filter(Boolean).join("\n\n") };
  } catch (error) {
    if (error instanceof Pending) return error.action;
    if (error instanceof NotAllowed)
      return {
        kind: "say",
        text: `You may not do that here: your role or the settings don't allow “${error.tool.replaceAll("_", " ")}”. Nothing was done.`,
      };
    throw error;
  }
}

import type { StepRow } from "@/db/queries/agent-runs";
import { type AgentPassage, agentPassageSchema } from "../schema";

/** The passages in what a step gave back: of a search, a document, a comparison, or the proofs of a summary. */
export function passagesOf({ output }: Pick<StepRow, "output">): AgentPassage[] {
  if (output === null || typeof output !== "object") return [];
  const { passages, citations } = output as { passages?: unknown; citations?: unknown };
  const list = Array.isArray(passages) ? passages : Array.isArray(citations) ? citations : [];
  return list.flatMap((item) => {
    const parsed = agentPassageSchema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Titles by document id, of every document that a run's steps named. */
export function titlesOf(steps: Pick<StepRow, "output">[]): Map<string, string> {
  const titles = new Map<string, string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (value !== null && typeof value === "object") {
      const { document_id, title } = value as { document_id?: unknown; title?: unknown };
      if (typeof document_id === "string" && typeof title === "string") titles.set(document_id, title);
      for (const item of Object.values(value)) visit(item);
    }
  };
  for (const { output } of steps) visit(output);
  return titles;
}

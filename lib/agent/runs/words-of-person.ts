import type { StepRow } from "@/db/queries/agent-runs";

/** All that the person said in a run: the request and what they replied. */
export function wordsOfPerson(request: string, steps: Pick<StepRow, "kind" | "text">[]): string {
  return [request, ...steps.filter(({ kind }) => kind === "reply").map(({ text }) => text ?? "")].join("\n");
}

import type { AgentEvent, AgentRun } from "@/lib/agent/schema";

/** The run after an event: the newest state of the run or of one step. */
export function withEvent(run: AgentRun, event: AgentEvent): AgentRun {
  const revision = Math.max(run.revision, event.revision);
  if (event.type === "run-updated") return { ...run, ...event.run, revision };
  const { step } = event;
  const others = run.steps.filter(({ ordinal }) => ordinal !== step.ordinal);
  return { ...run, revision, steps: [...others, step].sort((a, b) => a.ordinal - b.ordinal) };
}

/** Whether nothing follows any more. */
export function isOver({ state }: Pick<AgentRun, "state">): boolean {
  return state === "completed" || state === "failed" || state === "stopped";
}

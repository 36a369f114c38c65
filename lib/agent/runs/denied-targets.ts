import type { StepRow } from "@/db/queries/agent-runs";

/** What a write is aimed at, so that what was denied isn't tried again in other words. */
export function targetsOf(tool: string, input: unknown): string[] {
  const given = (input ?? {}) as Record<string, unknown>;
  const ids = [given.document_id, ...(Array.isArray(given.document_ids) ? given.document_ids : [])];
  const documents = ids.filter((id): id is string => typeof id === "string");
  if (documents.length > 0) return documents.map((id) => `${tool} ${id}`);
  const other = tool === "call_webhook" ? given.target : given.source;
  return [`${tool} ${typeof other === "string" ? other.toLowerCase() : ""}`];
}

/** Whether a step of this run asked for the same tool and target, and a person denied it or let it expire. */
export function wasDenied(steps: StepRow[], call: { tool: string; input: unknown }): boolean {
  const targets = new Set(targetsOf(call.tool, call.input));
  return steps.some(
    (step) =>
      step.tool === call.tool &&
      (step.state === "denied" || step.state === "expired") &&
      targetsOf(call.tool, step.arguments).some((target) => targets.has(target)),
  );
}

import { type Database, database, type Queryable } from "@/db/client";
import { documentTargets } from "../tools/document-targets";
import type { AnyTool, Proposal, ToolContext } from "../tools/tool";

/**
 * A proposal on the newest state of its target, with that state. The state is read first: what changes in between is
 * a conflict later, never something that nobody saw. Throws what the tool's own look at its target throws.
 */
export async function freshProposal(
  tool: AnyTool,
  context: ToolContext,
  input: unknown,
): Promise<Proposal & { targetState: string }> {
  if (tool.kind === "write") await tool.settle?.(context, input);
  const targetState = await targetStateOf(tool, await database(), context, input);
  return { ...(await proposalOf(tool, context, input)), targetState };
}

/** What an approver sees: of a write its own preview, of a read that somebody has to allow what it would look at. */
export async function proposalOf(tool: AnyTool, context: ToolContext, input: unknown): Promise<Proposal> {
  if (tool.kind === "write") return tool.propose(context, input);
  const db: Database = await database();
  const targets = await documentTargets(db, { access: context.access, ids: documentsIn(input) });
  return {
    ...targets,
    preview: { ...targets.preview, action: `${tool.title}${wordsIn(input)}` },
    risk: "low",
  };
}

/** What the target is now; a read changes nothing, so it has none. */
export async function targetStateOf(
  tool: AnyTool,
  db: Queryable,
  context: ToolContext,
  input: unknown,
): Promise<string> {
  return tool.kind === "write" ? tool.targetState(db, context, input) : "";
}

function documentsIn(input: unknown): string[] {
  const { document_id, document_ids, first, second } = (input ?? {}) as Record<string, unknown>;
  const ids = [document_id, first, second, ...(Array.isArray(document_ids) ? document_ids : [])];
  return ids.filter((id): id is string => typeof id === "string");
}

function wordsIn(input: unknown): string {
  const { query, source } = (input ?? {}) as Record<string, unknown>;
  return `${typeof query === "string" ? ` “${query}”` : ""}${typeof source === "string" ? ` in ${source}` : ""}`;
}

import { roleSuffices } from "@/lib/auth/rights";
import type { Principal } from "@/lib/auth/schema";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import type { AnyTool } from "./tool";

export type ToolDecision = "allow" | "ask" | "deny";

/**
 * What is to be done when `principal` wants to use a tool. A read is allowed and a write asks unless somebody said
 * otherwise; of what role, environment and settings say the strictest holds, and a write is never less than `ask`.
 */
export function mayUse(
  tool: AnyTool,
  principal: Principal,
  policy: Record<string, ToolDecision>,
): ToolDecision {
  if (!roleSuffices(principal.role, tool.needs.role) || !principal.scopes.includes(tool.needs.scope))
    return "deny";
  if (env().AGENT_DENIED_TOOLS.includes(tool.name)) return "deny";
  const allowed = env().AGENT_ALLOWED_TOOLS;
  if (allowed !== undefined && !allowed.includes(tool.name)) return "deny";
  const said = policy[tool.name];
  if (said === "deny") return "deny";
  if (tool.kind === "write" || said === "ask") return "ask";
  return "allow";
}

/** Throws `tool_denied` where `mayUse` says so. */
export function requireTool(tool: AnyTool, principal: Principal, policy: Record<string, ToolDecision>): void {
  if (mayUse(tool, principal, policy) === "deny")
    throw new AppError("tool_denied", {
      public: `“${tool.title}” is not allowed to ${principal.name} here.`,
    });
}

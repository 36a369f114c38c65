// The agent's tools for programs that speak the Model Context Protocol. Reading answers at once, with the caller's own
// access; writing answers that a person has to approve it, with a link.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { database } from "@/db/client";
import { readAgentSettings } from "@/db/queries/agent-settings";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/telemetry/logger";
import { requestApproval } from "./approvals/request-approval";
import { withoutOrders } from "./runs/run-messages";
import { mayUse, requireTool } from "./tools/may-use";
import type { AnyTool, ToolContext } from "./tools/tool";
import { tools } from "./tools/tools";

const reasonName = "reason";
const reason = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .describe("Why this should be done, for the person who decides");

/** A server with the tools that the caller may use. `baseUrl` is where people reach this installation. */
export async function mcpServer(context: ToolContext, { baseUrl }: { baseUrl: string }): Promise<McpServer> {
  const { toolPolicy } = await readAgentSettings(await database());
  const server = new McpServer({ name: "groundwork", version: "1.0.0" });
  for (const tool of tools) {
    if (mayUse(tool, context.principal, toolPolicy) === "deny" || waitsToRead(tool, context, toolPolicy))
      continue;
    // What `refine` adds is checked by the tool itself; the protocol only carries the shape.
    const shape = (tool.input as unknown as z.ZodObject).shape;
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description:
          tool.kind === "read" ? tool.description : `${tool.description} Waits for a person's approval.`,
        inputSchema: tool.kind === "read" ? shape : { ...shape, [reasonName]: reason },
        annotations: {
          readOnlyHint: tool.kind === "read",
          destructiveHint: tool.kind === "write",
          openWorldHint: false,
        },
      },
      (given: Record<string, unknown>) => answer(() => use(tool, context, given, baseUrl)),
    );
  }
  return server;
}

/** A read that somebody has to allow first: over this protocol nothing would be there to take the answer later. */
function waitsToRead(
  tool: AnyTool,
  { principal }: ToolContext,
  policy: Parameters<typeof mayUse>[2],
): boolean {
  return tool.kind === "read" && mayUse(tool, principal, policy) === "ask";
}

async function use(
  tool: AnyTool,
  context: ToolContext,
  given: Record<string, unknown>,
  baseUrl: string,
): Promise<unknown> {
  const db = await database();
  const settings = await readAgentSettings(db);
  requireTool(tool, context.principal, settings.toolPolicy);
  if (waitsToRead(tool, context, settings.toolPolicy))
    throw new AppError("tool_denied", {
      public: `“${tool.title}” waits for a person's approval here, so it can be asked of the agent only.`,
    });
  if (tool.kind === "write") {
    const { [reasonName]: why, ...input } = given;
    const id = await requestApproval({
      context,
      tool,
      input,
      reason: String(why),
      // The program is not the person: whatever it sends counts as made by a model.
      provenance: Object.keys(input).map((argument) => ({
        argument,
        kind: "model",
        words: null,
        passages: [],
        flags: [],
      })),
    });
    return {
      state: "pending_approval",
      approval_id: id,
      url: new URL(`/agent/inbox/${id}`, baseUrl).href,
      message: "Nothing was changed yet: a person has to approve this. The link leads to the request.",
    };
  }
  const input = tool.input.parse(given);
  const output = tool.output.parse(await tool.run(context, input));
  const sourceIds = tool.sourcesOf(output).filter((id) => id !== "");
  await db.transaction((tx) =>
    appendAudit(tx, {
      actor: context.principal,
      action: "agent.tool_used",
      target: { kind: "mcp", id: tool.name, name: null },
      tool: tool.name,
      inputs: { arguments: input },
      sourceIds,
    }),
  );
  return withoutOrders(output);
}

async function answer(work: () => Promise<unknown>): Promise<CallToolResult> {
  try {
    const value = await work();
    return {
      content: [{ type: "text", text: JSON.stringify(value) }],
      structuredContent: value as Record<string, unknown>,
    };
  } catch (error) {
    if (!(error instanceof AppError)) logger().error({ err: error }, "a tool failed over MCP");
    const known = error instanceof AppError ? error : new AppError("internal");
    return {
      isError: true,
      content: [{ type: "text", text: JSON.stringify({ error: known.code, message: known.public }) }],
    };
  }
}

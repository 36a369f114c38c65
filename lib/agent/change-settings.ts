import { database } from "@/db/client";
import { readAgentSettings, writeAgentSettings } from "@/db/queries/agent-settings";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Principal } from "@/lib/auth/schema";
import type { AgentSettings, AgentSettingsPatch } from "./schema";
import { tools } from "./tools/tools";

/** The switch of all writes, and what the settings say of each tool. */
export async function getAgentSettings(): Promise<AgentSettings> {
  return toSettings(await readAgentSettings(await database()));
}

/** Changes them, with an entry in the log; acts on the next tool call and on what was approved and not yet done. */
export async function changeAgentSettings(
  principal: Principal,
  patch: AgentSettingsPatch,
): Promise<AgentSettings> {
  const db = await database();
  return db.transaction(async (tx) => {
    const before = await readAgentSettings(tx);
    const after = {
      writesAllowed: patch.writes_allowed ?? before.writesAllowed,
      toolPolicy: { ...before.toolPolicy, ...patch.tool_policy },
    };
    await writeAgentSettings(tx, after);
    await appendAudit(tx, {
      actor: principal,
      action: "settings.agent_changed",
      target: { kind: "settings", id: "agent", name: "Agent" },
      inputs: { before, after },
    });
    return toSettings(after);
  });
}

function toSettings(row: Awaited<ReturnType<typeof readAgentSettings>>): AgentSettings {
  return {
    writes_allowed: row.writesAllowed,
    tools: tools.map((tool) => ({
      name: tool.name,
      title: tool.title,
      kind: tool.kind,
      reads: tool.reads,
      writes: tool.writes,
      role: tool.needs.role,
      policy: row.toolPolicy[tool.name] ?? (tool.kind === "read" ? "allow" : "ask"),
    })),
  };
}

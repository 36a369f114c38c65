import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

export interface AgentSettingsRow {
  writesAllowed: boolean;
  toolPolicy: Record<string, "allow" | "ask" | "deny">;
}

/** What admins set for agents. Where nobody has set anything, writes wait for approval as ever. */
export async function readAgentSettings(db: Queryable): Promise<AgentSettingsRow> {
  const [row] = await db.execute<{ writes_allowed: boolean; tool_policy: AgentSettingsRow["toolPolicy"] }>(
    sql`select writes_allowed, tool_policy from agent_settings where id = 'agent'`,
  );
  return { writesAllowed: row?.writes_allowed ?? true, toolPolicy: row?.tool_policy ?? {} };
}

export async function writeAgentSettings(db: Queryable, settings: AgentSettingsRow): Promise<void> {
  await db.execute(sql`
    insert into agent_settings (id, writes_allowed, tool_policy, updated_at)
    values ('agent', ${settings.writesAllowed}, ${JSON.stringify(settings.toolPolicy)}::jsonb, now())
    on conflict (id) do update set writes_allowed = excluded.writes_allowed, tool_policy = excluded.tool_policy,
      updated_at = now()`);
}

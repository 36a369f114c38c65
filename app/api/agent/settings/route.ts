import { changeAgentSettings, getAgentSettings } from "@/lib/agent/change-settings";
import { agentSettingsPatchSchema } from "@/lib/agent/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/agent/settings",
  auth: { scope: "admin", role: "admin" },
  handler: () => getAgentSettings(),
});

export const PATCH = withApi({
  endpoint: "/api/agent/settings",
  auth: { scope: "admin", role: "admin" },
  body: agentSettingsPatchSchema,
  handler: ({ principal, body }) => changeAgentSettings(principal, body),
});

import { listRuns } from "@/lib/agent/runs/list-runs";
import { agentRunListQuerySchema } from "@/lib/agent/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/agent/runs",
  auth: { scope: "agent" },
  query: agentRunListQuerySchema,
  handler: ({ principal, access, query }) => listRuns({ principal, access }, query),
});

import { stopRun } from "@/lib/agent/runs/stop-run";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/agent/runs/{id}/stop",
  auth: { scope: "agent" },
  handler: ({ principal, access, params }) => stopRun({ principal, access }, params.id ?? ""),
});

import { getRun } from "@/lib/agent/runs/get-run";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/agent/runs/{id}",
  auth: { scope: "agent" },
  handler: ({ principal, access, params }) => getRun({ principal, access }, params.id ?? ""),
});

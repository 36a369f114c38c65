import { withApi } from "@/lib/http/with-api";
import { cancelJob } from "@/lib/jobs/cancel-job";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/jobs/{id}/cancel",
  auth: { scope: "ingest", role: "editor" },
  handler: ({ access, params }) => cancelJob({ access, id: params.id ?? "" }),
});

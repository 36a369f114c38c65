import { cancelRun } from "@/lib/evals/runs";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/evals/runs/{id}/cancel",
  auth: { scope: "evals", role: "admin" },
  handler: async ({ params }) => cancelRun({ id: params.id ?? "" }),
});

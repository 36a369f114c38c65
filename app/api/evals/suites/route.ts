import { listSuites } from "@/lib/evals/runs";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/suites",
  auth: { scope: "evals", role: "admin" },
  handler: async () => ({ data: await listSuites() }),
});

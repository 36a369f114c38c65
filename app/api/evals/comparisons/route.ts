import { compareRuns } from "@/lib/evals/runs";
import { compareQuerySchema } from "@/lib/evals/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/comparisons",
  auth: { scope: "evals", role: "admin" },
  query: compareQuerySchema,
  handler: async ({ query }) => compareRuns(query),
});

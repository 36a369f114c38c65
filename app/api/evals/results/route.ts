import { listRunResults } from "@/lib/evals/runs";
import { resultListQuerySchema } from "@/lib/evals/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/results",
  auth: { scope: "evals", role: "admin" },
  query: resultListQuerySchema,
  handler: async ({ query }) => listRunResults({ query }),
});

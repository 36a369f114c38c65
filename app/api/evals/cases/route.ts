import { listCases } from "@/lib/evals/cases";
import { caseListQuerySchema } from "@/lib/evals/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/cases",
  auth: { scope: "evals", role: "admin" },
  query: caseListQuerySchema,
  handler: async ({ query }) => listCases({ query }),
});

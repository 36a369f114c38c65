import { listRuns } from "@/lib/evals/runs";
import { runListQuerySchema, runRequestSchema } from "@/lib/evals/schema";
import { startRunFromPage } from "@/lib/evals/start-from-page";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/runs",
  auth: { scope: "evals", role: "admin" },
  query: runListQuerySchema,
  handler: async ({ query }) => listRuns({ query }),
});

export const POST = withApi({
  endpoint: "/api/evals/runs",
  auth: { scope: "evals", role: "admin" },
  body: runRequestSchema,
  handler: async ({ body, principal }) =>
    Response.json(await startRunFromPage({ request: body, startedBy: principal.userId }), { status: 202 }),
});

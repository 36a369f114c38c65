import { withApi } from "@/lib/http/with-api";
import { listJobs } from "@/lib/jobs/list-jobs";
import { jobListQuerySchema } from "@/lib/jobs/schema";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/jobs",
  auth: { scope: "ingest", role: "editor" },
  query: jobListQuerySchema,
  handler: async ({ access, query }) => ({ data: await listJobs({ access, limit: query.limit }) }),
});

import { exportRuns } from "@/lib/evals/export-rows";
import { exportRunsQuerySchema } from "@/lib/evals/schema";
import { fileDownload } from "@/lib/http/file-download";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/exports/runs",
  auth: { scope: "evals", role: "admin" },
  query: exportRunsQuerySchema,
  handler: async ({ query: { format, ...query } }) => fileDownload(await exportRuns({ query, format })),
});

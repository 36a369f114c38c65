import { exportResults } from "@/lib/evals/export-rows";
import { exportResultsQuerySchema } from "@/lib/evals/schema";
import { fileDownload } from "@/lib/http/file-download";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/exports/results",
  auth: { scope: "evals", role: "admin" },
  query: exportResultsQuerySchema,
  handler: async ({ query: { format, ...query } }) => fileDownload(await exportResults({ query, format })),
});

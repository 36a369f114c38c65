import { reportFile } from "@/lib/evals/report/report-file";
import { reportQuerySchema } from "@/lib/evals/schema";
import { fileDownload } from "@/lib/http/file-download";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/runs/{id}/report",
  auth: { scope: "evals", role: "admin" },
  query: reportQuerySchema,
  handler: async ({ params, query: { format } }) =>
    fileDownload(await reportFile({ id: params.id ?? "", format })),
});

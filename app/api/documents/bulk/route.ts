import { changeDocuments } from "@/lib/documents/change-documents";
import { documentBulkSchema } from "@/lib/documents/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/documents/bulk",
  auth: { scope: "ingest", role: "editor" },
  body: documentBulkSchema,
  handler: ({ access, body }) => changeDocuments({ access, change: body }),
});

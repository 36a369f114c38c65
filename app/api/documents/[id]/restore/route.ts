import { restoreDocument } from "@/lib/documents/change-documents";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/documents/{id}/restore",
  auth: { scope: "ingest", role: "editor" },
  handler: ({ access, params }) => restoreDocument({ access, id: params.id ?? "" }),
});

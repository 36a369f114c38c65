import { listDocuments } from "@/lib/documents/list-documents";
import { documentListQuerySchema } from "@/lib/documents/schema";
import { withApi } from "@/lib/http/with-api";
import { handleIngest } from "../ingest/handle-ingest";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/documents",
  auth: { scope: "search" },
  query: documentListQuerySchema,
  handler: listDocuments,
});

/** The same as `POST /api/ingest`. */
export const POST = withApi({
  endpoint: "/api/documents",
  auth: { scope: "ingest", role: "editor" },
  limit: "ingest",
  handler: handleIngest,
});

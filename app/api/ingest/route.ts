import { withApi } from "@/lib/http/with-api";
import { handleIngest } from "./handle-ingest";

export const dynamic = "force-dynamic";

/** The same as `POST /api/documents`. */
export const POST = withApi({
  endpoint: "/api/ingest",
  auth: { scope: "ingest", role: "editor" },
  limit: "ingest",
  handler: handleIngest,
});

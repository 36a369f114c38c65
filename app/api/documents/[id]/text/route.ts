import { readText } from "@/lib/documents/read-text";
import { documentTextQuerySchema } from "@/lib/documents/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/documents/{id}/text",
  auth: { scope: "search" },
  query: documentTextQuerySchema,
  handler: ({ access, params, query: { version, ...window } }) =>
    readText({ access, documentId: params.id ?? "", versionId: version, ...window }),
});

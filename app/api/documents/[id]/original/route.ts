import { readOriginal } from "@/lib/documents/read-original";
import { documentVersionQuerySchema } from "@/lib/documents/schema";
import { fileResponse } from "@/lib/http/file-response";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** The file as it came, whole or the part that `Range` asks for. */
export const GET = withApi({
  endpoint: "/api/documents/{id}/original",
  auth: { scope: "search" },
  query: documentVersionQuerySchema,
  handler: async ({ access, params, query, request }) =>
    fileResponse(
      request,
      await readOriginal({ access, documentId: params.id ?? "", versionId: query.version }),
    ),
});

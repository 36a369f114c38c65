import { findInDocument } from "@/lib/documents/find-in-document";
import { documentFindQuerySchema } from "@/lib/documents/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/documents/{id}/find",
  auth: { scope: "search" },
  query: documentFindQuerySchema,
  handler: ({ access, params, query }) =>
    findInDocument({ access, documentId: params.id ?? "", versionId: query.version, q: query.q }),
});

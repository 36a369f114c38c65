import { diffVersions } from "@/lib/documents/diff-versions";
import { documentDiffQuerySchema } from "@/lib/documents/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/documents/{id}/diff",
  auth: { scope: "search" },
  query: documentDiffQuerySchema,
  handler: ({ access, params, query }) => diffVersions({ access, documentId: params.id ?? "", ...query }),
});

import { deleteDocument, patchDocument } from "@/lib/documents/change-documents";
import { getDocument } from "@/lib/documents/get-document";
import { documentPatchSchema } from "@/lib/documents/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

const endpoint = "/api/documents/{id}";

export const GET = withApi({
  endpoint,
  auth: { scope: "search" },
  handler: ({ access, params }) => getDocument({ access, id: params.id ?? "" }),
});

export const PATCH = withApi({
  endpoint,
  auth: { scope: "ingest", role: "editor" },
  body: documentPatchSchema,
  handler: ({ access, params, body }) => patchDocument({ access, id: params.id ?? "", patch: body }),
});

export const DELETE = withApi({
  endpoint,
  auth: { scope: "ingest", role: "editor" },
  handler: async ({ access, params }) => {
    await deleteDocument({ access, id: params.id ?? "" });
    return new Response(null, { status: 204 });
  },
});

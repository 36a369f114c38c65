import { withApi } from "@/lib/http/with-api";
import { deleteSource, getManagedSource, patchSource } from "@/lib/sources/manage-sources";
import { sourceDeleteQuerySchema, sourcePatchSchema } from "@/lib/sources/schema";

export const dynamic = "force-dynamic";

const endpoint = "/api/sources/{id}";
const auth = { scope: "admin", role: "admin" } as const;

export const GET = withApi({
  endpoint,
  auth,
  handler: ({ access, params }) => getManagedSource({ access, id: params.id ?? "" }),
});

export const PATCH = withApi({
  endpoint,
  auth,
  body: sourcePatchSchema,
  handler: ({ access, principal, params, body }) =>
    patchSource({ access, actor: principal, id: params.id ?? "", patch: body }),
});

export const DELETE = withApi({
  endpoint,
  auth,
  query: sourceDeleteQuerySchema,
  handler: async ({ access, principal, params, query }) => {
    await deleteSource({ access, actor: principal, id: params.id ?? "", documents: query.documents });
    return new Response(null, { status: 204 });
  },
});

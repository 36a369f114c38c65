import { getDocument } from "@/lib/documents/get-document";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/documents/{id}/versions",
  auth: { scope: "search" },
  handler: async ({ access, params }) => ({
    data: (await getDocument({ access, id: params.id ?? "" })).versions,
  }),
});

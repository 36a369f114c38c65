import { withApi } from "@/lib/http/with-api";
import { setGrants } from "@/lib/sources/manage-sources";
import { grantsPutSchema } from "@/lib/sources/schema";

export const dynamic = "force-dynamic";

/** Who may read the source: this list and nobody else. */
export const PUT = withApi({
  endpoint: "/api/sources/{id}/grants",
  auth: { scope: "admin", role: "admin" },
  body: grantsPutSchema,
  handler: ({ access, principal, params, body }) =>
    setGrants({ access, actor: principal, id: params.id ?? "", grants: body.grants }),
});

import { withApi } from "@/lib/http/with-api";
import { listManagedSources } from "@/lib/sources/manage-sources";

export const dynamic = "force-dynamic";

/** Every source with its grants, whether or not the admin may read it. */
export const GET = withApi({
  endpoint: "/api/sources/managed",
  auth: { scope: "admin", role: "admin" },
  handler: async ({ access }) => ({ data: await listManagedSources({ access }) }),
});

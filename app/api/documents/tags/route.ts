import { listTags } from "@/lib/documents/list-tags";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/documents/tags",
  auth: { scope: "search" },
  handler: async ({ access }) => ({ data: await listTags({ access }) }),
});

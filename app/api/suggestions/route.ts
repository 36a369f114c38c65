import { listSuggestions } from "@/lib/ask/list-suggestions";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** Questions that these documents answer. */
export const GET = withApi({
  endpoint: "/api/suggestions",
  auth: { scope: "ask" },
  handler: async ({ access }) => ({ data: await listSuggestions({ access }) }),
});

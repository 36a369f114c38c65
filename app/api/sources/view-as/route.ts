import { withApi } from "@/lib/http/with-api";
import { viewAsQuerySchema } from "@/lib/sources/schema";
import { viewAs } from "@/lib/sources/view-as";

export const dynamic = "force-dynamic";

/** What a person can see, by titles and counts. A session's right alone: a key doesn't look as somebody else. */
export const GET = withApi({
  endpoint: "/api/sources/view-as",
  auth: { scope: "none", role: "admin" },
  query: viewAsQuerySchema,
  handler: viewAs,
});

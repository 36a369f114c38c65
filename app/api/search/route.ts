import { withApi } from "@/lib/http/with-api";
import { searchRequestSchema } from "@/lib/retrieval/schema";
import { search } from "@/lib/retrieval/search";

export const dynamic = "force-dynamic";

/** The chunks that fit a query best, each with its scores. */
export const POST = withApi({
  endpoint: "/api/search",
  auth: { scope: "search" },
  limit: "search",
  body: searchRequestSchema,
  handler: ({ access, body, signal }) => search({ access, request: body, signal }),
});

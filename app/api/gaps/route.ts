import { listGaps, reportGap } from "@/lib/conversations/gaps";
import { gapListQuerySchema, gapReportSchema } from "@/lib/conversations/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

const endpoint = "/api/gaps";

/** What people ask and nobody has written. */
export const GET = withApi({
  endpoint,
  query: gapListQuerySchema,
  handler: ({ query }) => listGaps({ query }),
});

/** Reports that the documents don't tell. */
export const POST = withApi({
  endpoint,
  body: gapReportSchema,
  handler: async ({ access, body }) =>
    Response.json(await reportGap({ access, report: body }), { status: 201 }),
});

import { listGaps, reportGap } from "@/lib/conversations/gaps";
import { gapListQuerySchema, gapReportSchema } from "@/lib/conversations/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

const endpoint = "/api/gaps";

/** What people ask and nobody has written. */
export const GET = withApi({
  endpoint,
  auth: { scope: "ask", role: "editor" },
  query: gapListQuerySchema,
  handler: ({ access, query }) => listGaps({ access, query }),
});

/** Reports that the documents don't tell. */
export const POST = withApi({
  endpoint,
  auth: { scope: "ask" },
  body: gapReportSchema,
  handler: async ({ access, body }) =>
    Response.json(await reportGap({ access, report: body }), { status: 201 }),
});

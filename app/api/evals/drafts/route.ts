import { draftCase, draftOrigins } from "@/lib/evals/draft-case";
import { draftListQuerySchema, draftRequestSchema } from "@/lib/evals/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** What people said and asked that can become a case. */
export const GET = withApi({
  endpoint: "/api/evals/drafts",
  auth: { scope: "evals", role: "admin" },
  query: draftListQuerySchema,
  handler: ({ access, query }) => draftOrigins({ access, ...query }),
});

/** Makes a draft case of an answer. */
export const POST = withApi({
  endpoint: "/api/evals/drafts",
  auth: { scope: "evals", role: "admin" },
  body: draftRequestSchema,
  handler: async ({ access, body }) => Response.json(await draftCase({ access, ...body }), { status: 201 }),
});

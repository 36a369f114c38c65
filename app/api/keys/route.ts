import { createKey } from "@/lib/auth/create-key";
import { listKeys } from "@/lib/auth/list-keys";
import { apiKeyCreateSchema, apiKeyListQuerySchema } from "@/lib/auth/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/keys",
  auth: { scope: "none" },
  query: apiKeyListQuerySchema,
  handler: ({ principal, query }) => listKeys(principal, query),
});

export const POST = withApi({
  endpoint: "/api/keys",
  auth: { scope: "none" },
  body: apiKeyCreateSchema,
  handler: async ({ principal, body }) => Response.json(await createKey(principal, body), { status: 201 }),
});

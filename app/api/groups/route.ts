import { createGroup, listGroups } from "@/lib/auth/groups";
import { groupCreateSchema } from "@/lib/auth/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/groups",
  auth: { scope: "admin", role: "admin" },
  handler: () => listGroups(),
});

export const POST = withApi({
  endpoint: "/api/groups",
  auth: { scope: "admin", role: "admin" },
  body: groupCreateSchema,
  handler: async ({ principal, body }) => Response.json(await createGroup(principal, body), { status: 201 }),
});

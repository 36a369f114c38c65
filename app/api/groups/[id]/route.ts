import { changeGroup, deleteGroup } from "@/lib/auth/groups";
import { groupPatchSchema } from "@/lib/auth/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const PATCH = withApi({
  endpoint: "/api/groups/{id}",
  auth: { scope: "admin", role: "admin" },
  body: groupPatchSchema,
  handler: ({ principal, params, body }) => changeGroup(principal, params.id ?? "", body),
});

export const DELETE = withApi({
  endpoint: "/api/groups/{id}",
  auth: { scope: "admin", role: "admin" },
  handler: async ({ principal, params }) => {
    await deleteGroup(principal, params.id ?? "");
    return new Response(null, { status: 204 });
  },
});

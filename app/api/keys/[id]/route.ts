import { revokeKey } from "@/lib/auth/revoke-key";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const DELETE = withApi({
  endpoint: "/api/keys/{id}",
  auth: { scope: "none" },
  handler: async ({ principal, params }) => {
    await revokeKey(principal, params.id ?? "");
    return new Response(null, { status: 204 });
  },
});

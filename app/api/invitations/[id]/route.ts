import { withdrawInvitation } from "@/lib/auth/invitations";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const DELETE = withApi({
  endpoint: "/api/invitations/{id}",
  auth: { scope: "admin", role: "admin" },
  handler: async ({ principal, params }) => {
    await withdrawInvitation(principal, params.id ?? "");
    return new Response(null, { status: 204 });
  },
});

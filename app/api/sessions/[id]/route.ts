import { endSession } from "@/lib/auth/sessions";
import { signedOut } from "@/lib/http/signed-in";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const DELETE = withApi({
  endpoint: "/api/sessions/{id}",
  auth: { scope: "none" },
  handler: async ({ principal, params, origin }) => {
    const id = params.id ?? "";
    await endSession(principal, id);
    return id === principal.sessionId ? signedOut(origin) : new Response(null, { status: 204 });
  },
});

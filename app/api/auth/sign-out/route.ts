import { endSession } from "@/lib/auth/sessions";
import { signedOut } from "@/lib/http/signed-in";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/auth/sign-out",
  auth: { scope: "none" },
  handler: async ({ principal, origin }) => {
    await endSession(principal, principal.sessionId ?? "");
    return signedOut(origin);
  },
});

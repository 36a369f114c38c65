import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { invitationAcceptSchema } from "@/lib/auth/schema";
import { signedIn, visitorOf } from "@/lib/http/signed-in";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/invitations/accept",
  auth: "public",
  limit: "sign_in",
  body: invitationAcceptSchema,
  bodyLimit: 8192,
  handler: async ({ request, origin, body }) =>
    signedIn(await acceptInvitation(body, visitorOf(request, origin)), origin),
});

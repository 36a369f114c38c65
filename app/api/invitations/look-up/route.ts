import { lookUpInvitation } from "@/lib/auth/accept-invitation";
import { invitationLookUpSchema } from "@/lib/auth/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** A POST, so that the secret stands in no address and no log. */
export const POST = withApi({
  endpoint: "/api/invitations/look-up",
  auth: "public",
  limit: "sign_in",
  body: invitationLookUpSchema,
  bodyLimit: 4096,
  handler: ({ body }) => lookUpInvitation(body.token),
});

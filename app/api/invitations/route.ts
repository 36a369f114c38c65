import { createInvitation, listInvitations } from "@/lib/auth/invitations";
import { invitationCreateSchema, invitationListQuerySchema } from "@/lib/auth/schema";
import { publicAddress } from "@/lib/http/request-origin";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

const endpoint = "/api/invitations";
const auth = { scope: "admin", role: "admin" } as const;

export const GET = withApi({
  endpoint,
  auth,
  query: invitationListQuerySchema,
  handler: ({ query }) => listInvitations(query),
});

export const POST = withApi({
  endpoint,
  auth,
  body: invitationCreateSchema,
  handler: async ({ principal, body, origin }) =>
    Response.json(await createInvitation(principal, body, publicAddress(origin)), { status: 201 }),
});

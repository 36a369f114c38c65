import { makeFirstAdmin } from "@/lib/auth/first-admin";
import { welcomeRequestSchema } from "@/lib/auth/schema";
import { signedIn, visitorOf } from "@/lib/http/signed-in";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/auth/welcome",
  auth: "public",
  limit: "sign_in",
  body: welcomeRequestSchema,
  bodyLimit: 8192,
  handler: async ({ request, origin, body }) =>
    signedIn(await makeFirstAdmin(body, visitorOf(request, origin)), origin),
});

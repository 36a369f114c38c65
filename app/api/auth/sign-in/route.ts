import { signInRequestSchema } from "@/lib/auth/schema";
import { signIn } from "@/lib/auth/sign-in";
import { signedIn, visitorOf } from "@/lib/http/signed-in";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/auth/sign-in",
  auth: "public",
  limit: "sign_in",
  body: signInRequestSchema,
  bodyLimit: 4096,
  handler: async ({ request, origin, body }) =>
    signedIn(await signIn(body, visitorOf(request, origin)), origin),
});

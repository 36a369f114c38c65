import { requestReset } from "@/lib/auth/reset-password";
import { resetLinkRequestSchema } from "@/lib/auth/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/auth/reset-link",
  auth: "public",
  limit: "sign_in",
  body: resetLinkRequestSchema,
  bodyLimit: 4096,
  handler: async ({ body, origin }) => {
    await requestReset(body.email, origin.address);
    return new Response(null, { status: 202 });
  },
});

import { resetPassword } from "@/lib/auth/reset-password";
import { resetRequestSchema } from "@/lib/auth/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/auth/reset",
  auth: "public",
  limit: "sign_in",
  body: resetRequestSchema,
  bodyLimit: 4096,
  handler: async ({ body, origin }) => {
    await resetPassword(body, origin.address);
    return new Response(null, { status: 204 });
  },
});

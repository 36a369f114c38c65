import { changePassword } from "@/lib/auth/change-password";
import { passwordChangeSchema } from "@/lib/auth/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const PUT = withApi({
  endpoint: "/api/me/password",
  auth: { scope: "none" },
  body: passwordChangeSchema,
  handler: async ({ principal, body, origin }) => {
    await changePassword(principal, body, origin.address);
    return new Response(null, { status: 204 });
  },
});

import { makeResetLink } from "@/lib/auth/reset-password";
import { publicAddress } from "@/lib/http/request-origin";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** With a session only: whoever has a key of an admin's must not be able to become any person. */
export const POST = withApi({
  endpoint: "/api/users/{id}/reset-link",
  auth: { scope: "none", role: "admin" },
  handler: async ({ principal, params, origin }) =>
    Response.json(await makeResetLink(principal, params.id ?? "", publicAddress(origin)), { status: 201 }),
});

import { finishOidc } from "@/lib/auth/oidc";
import { visitorOf } from "@/lib/http/signed-in";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/auth/callback/oidc",
  auth: "public",
  limit: "sign_in",
  handler: ({ request, origin }) => finishOidc(request, visitorOf(request, origin)),
});

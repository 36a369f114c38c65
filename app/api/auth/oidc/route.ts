import { safeNext } from "@/components/account/safe-next";
import { startOidc } from "@/lib/auth/oidc";
import { oidcQuerySchema } from "@/lib/auth/schema";
import { visitorOf } from "@/lib/http/signed-in";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/auth/oidc",
  auth: "public",
  limit: "sign_in",
  query: oidcQuerySchema,
  handler: ({ request, origin, query }) =>
    startOidc(request, visitorOf(request, origin), safeNext(query.next)),
});

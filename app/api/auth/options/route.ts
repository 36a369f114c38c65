import { signInOptions } from "@/lib/auth/sign-in-options";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/auth/options",
  auth: "public",
  limit: "read",
  handler: signInOptions,
});

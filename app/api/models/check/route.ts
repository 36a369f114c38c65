import { checkModels } from "@/lib/health/check-models";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** *Test connection*: asks each model for a little. */
export const POST = withApi({
  endpoint: "/api/models/check",
  auth: { scope: "admin", role: "admin" },
  handler: ({ signal }) => checkModels(signal),
});

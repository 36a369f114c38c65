import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** Alive: says nothing of the database or the models (`/api/ready` does). */
export const GET = withApi({
  endpoint: "/api/health",
  auth: "public",
  handler: async () => ({ status: "ok" }),
});

import { listSessions } from "@/lib/auth/sessions";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/sessions",
  auth: { scope: "none" },
  handler: ({ principal }) => listSessions(principal),
});

import { verifyInstallation } from "@/lib/audit/verify-audit";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/audit/verify",
  auth: { scope: "admin", role: "admin" },
  handler: () => verifyInstallation(),
});

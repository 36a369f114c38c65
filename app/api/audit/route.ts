import { listAudit } from "@/lib/audit/list-audit";
import { auditQuerySchema } from "@/lib/audit/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/audit",
  auth: { scope: "admin", role: "admin" },
  query: auditQuerySchema,
  handler: ({ access, query }) => listAudit({ access, query }),
});

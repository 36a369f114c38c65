import { listApprovals } from "@/lib/agent/approvals/list-approvals";
import { approvalListQuerySchema } from "@/lib/agent/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/approvals",
  auth: { scope: "any" },
  query: approvalListQuerySchema,
  handler: ({ principal, access, query }) => listApprovals({ principal, access }, query),
});

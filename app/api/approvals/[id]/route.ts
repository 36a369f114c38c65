import { getApproval } from "@/lib/agent/approvals/list-approvals";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/approvals/{id}",
  auth: { scope: "any" },
  handler: ({ principal, access, params }) => getApproval({ principal, access }, params.id ?? ""),
});

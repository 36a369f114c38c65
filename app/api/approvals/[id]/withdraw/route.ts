import { withdrawApproval } from "@/lib/agent/approvals/withdraw-approval";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/approvals/{id}/withdraw",
  auth: { scope: "agent" },
  handler: ({ principal, access, params }) => withdrawApproval({ principal, access }, params.id ?? ""),
});

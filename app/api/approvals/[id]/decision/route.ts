import { decideApproval } from "@/lib/agent/approvals/decide-approval";
import { decisionSchema } from "@/lib/agent/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/approvals/{id}/decision",
  auth: { scope: "approve" },
  body: decisionSchema,
  handler: ({ principal, access, params, body }) =>
    decideApproval({ principal, access }, params.id ?? "", body),
});

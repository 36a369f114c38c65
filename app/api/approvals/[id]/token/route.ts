import { issueToken } from "@/lib/agent/approvals/issue-token";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const POST = withApi({
  endpoint: "/api/approvals/{id}/token",
  auth: { scope: "approve" },
  handler: async ({ principal, access, params }) =>
    Response.json(await issueToken({ principal, access }, params.id ?? ""), { status: 201 }),
});

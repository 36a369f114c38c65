import {
  agentSettingsPatchSchema,
  agentSettingsSchema,
  approvalListQuerySchema,
  approvalListSchema,
  approvalSchema,
  decisionSchema,
  decisionTokenSchema,
} from "@/lib/agent/schema";
import type { ErrorCode } from "@/lib/errors/codes";
import { type ApiRoute, bodyErrors, itemErrors } from "./api-route";

const decidable: ErrorCode[] = [
  ...itemErrors,
  "approval_decided",
  "approval_expired",
  "approval_own_request",
  "approval_basis_hidden",
];

export const agentRoutes: ApiRoute[] = [
  {
    method: "get",
    path: "/api/approvals",
    tag: "Agent",
    summary: "What waits for a person, or what became of it",
    description: "Approvers see every request; others see their own.",
    query: approvalListQuerySchema,
    status: 200,
    response: approvalListSchema,
    errors: ["invalid_request", "database_unavailable"],
  },
  {
    method: "get",
    path: "/api/approvals/{id}",
    tag: "Agent",
    summary: "One request: what will happen, why, and where each argument came from",
    status: 200,
    response: approvalSchema,
    errors: itemErrors,
  },
  {
    method: "post",
    path: "/api/approvals/{id}/token",
    tag: "Agent",
    summary: "A token for one decision",
    description: "Bound to the request, its arguments and the caller; good for fifteen minutes and one use.",
    status: 201,
    response: decisionTokenSchema,
    errors: decidable,
  },
  {
    method: "post",
    path: "/api/approvals/{id}/decision",
    tag: "Agent",
    summary: "Approve, approve with edited arguments, or deny",
    description:
      "What is approved is carried out before the answer comes; `failed`, `conflict` and `outcome_unknown` are states of the answer, not errors.",
    body: decisionSchema,
    status: 200,
    response: approvalSchema,
    errors: [
      ...bodyErrors,
      ...decidable,
      "approval_token_invalid",
      "approval_token_used",
      "approval_altered",
      "source_unknown",
    ],
  },
  {
    method: "post",
    path: "/api/approvals/{id}/withdraw",
    tag: "Agent",
    summary: "Take one's own request back",
    status: 200,
    response: approvalSchema,
    errors: [...itemErrors, "approval_decided"],
  },
  {
    method: "get",
    path: "/api/agent/settings",
    tag: "Agent",
    summary: "What agents may do here",
    status: 200,
    response: agentSettingsSchema,
    errors: ["database_unavailable"],
  },
  {
    method: "patch",
    path: "/api/agent/settings",
    tag: "Agent",
    summary: "Stop or allow agent writes; allow, ask for or deny a tool",
    body: agentSettingsPatchSchema,
    status: 200,
    response: agentSettingsSchema,
    errors: [...bodyErrors, "database_unavailable"],
  },
];

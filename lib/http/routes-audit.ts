import { auditPageSchema, auditQuerySchema, auditVerificationSchema } from "@/lib/audit/schema";
import type { ApiRoute } from "./api-route";

export const auditRoutes: ApiRoute[] = [
  {
    method: "get",
    path: "/api/audit",
    tag: "Audit",
    summary: "Who did what, newest first",
    description:
      "For admins. What an entry says of a source that the caller may not read is hidden; the entry itself is not.",
    query: auditQuerySchema,
    status: 200,
    response: auditPageSchema,
    errors: ["invalid_request", "database_unavailable"],
  },
  {
    method: "get",
    path: "/api/audit/export",
    tag: "Audit",
    summary: "The same as JSON lines, without end",
    query: auditQuerySchema,
    status: 200,
    responseAlso: { "application/x-ndjson": "An entry a line." },
    errors: ["invalid_request", "database_unavailable"],
  },
  {
    method: "post",
    path: "/api/audit/verify",
    tag: "Audit",
    summary: "Reads the whole chain and names the first bad row",
    status: 200,
    response: auditVerificationSchema,
    errors: ["database_unavailable"],
  },
];

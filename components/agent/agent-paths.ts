/** The API of the agent, as its pages call it. */
export const agentPaths = {
  runs: "/api/agent/runs",
  ask: "/api/agent",
  settings: "/api/agent/settings",
  approvals: "/api/approvals",
  audit: "/api/audit",
  auditExport: "/api/audit/export",
  auditVerify: "/api/audit/verify",
} as const;

/** The reading view at a passage of a document as it is now. */
export function originPath(passage: { document_id: string; start: number; end: number }): string {
  return `/documents/${passage.document_id}?start=${passage.start}&end=${passage.end}`;
}

/** Limits would answer in the place of what is tested. */
export const noLimits: Record<string, string> = {
  RATE_LIMIT_ASK: "0",
  RATE_LIMIT_SEARCH: "0",
  RATE_LIMIT_INGEST: "0",
  RATE_LIMIT_READ: "0",
  RATE_LIMIT_SIGN_IN: "0",
  ASK_MIN_CONFIDENCE: "0",
  RETRIEVAL_DENIED_SOURCES: "",
};

/** Addresses that the test doesn't ask at random, each for a reason. */
const notAsked: RegExp[] = [
  // Sent by the changes between the requests, whose answers go to admins.
  /^(post \/api\/ingest|(patch|delete) \/api\/sources\/\{id\}|put \/api\/sources\/\{id\}\/grants)$/,
  // Tell of no document: the service itself, people, their keys and settings.
  /\/api\/(health|models\/check|audit\/verify|v1\/models|agent\/settings)$/,
  /\/api\/(keys|groups|users|invitations|me|sessions|auth|quotas)(\/|$)/,
  // Answer without a document, by a row that is found as the thing itself is.
  /^(put|post|patch|delete) \/api\/(answers|conversations|gaps|jobs)\/\{id\}/,
  // Suites stand in sources that people never see, and only admins come here; not covered are quotes in drafts.
  /\/api\/evals(\/|$)/,
  // Asked for apart, with the agent's other addresses; what is left of those answers with what is asked there, and
  // the events of a run come without end while it waits.
  /\/api\/(agent|mcp|approvals)(\/|$)/,
];

/** Whether a route is left out, as `get /api/health`. */
export function isLeftOut(route: string): boolean {
  return notAsked.some((pattern) => pattern.test(route));
}

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
export const notAsked = new Set([
  // Sent by the changes between the requests, whose answers go to admins.
  "post /api/ingest",
  "patch /api/sources/{id}",
  "delete /api/sources/{id}",
  "put /api/sources/{id}/grants",
  // Tell of no document.
  "get /api/health",
  "post /api/audit/verify",
  // Answer without a body, by a row that is found as the answer itself is.
  "put /api/answers/{id}/feedback",
  "post /api/answers/{id}/stop",
  "delete /api/conversations/{id}",
  "patch /api/conversations/{id}",
  "patch /api/gaps/{id}",
  "post /api/jobs/{id}/cancel",
]);

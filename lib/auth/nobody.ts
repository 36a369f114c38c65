import type { Principal } from "./schema";

/** The caller of a public route, who needs to be nobody and may do nothing else. */
export const nobody: Principal = {
  kind: "anonymous",
  userId: null,
  name: "nobody",
  role: "member",
  groupIds: [],
  keyId: null,
  scopes: [],
  sessionId: null,
};

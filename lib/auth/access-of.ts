import type { Access } from "@/db/access";
import type { Principal } from "./schema";

/** What a principal may read: what is open to all, and what they or their groups were granted. */
export function accessOf({ kind, role, userId, groupIds }: Principal): Access {
  // The local person without an account is an editor; nobody, at a public route, isn't.
  const makesSources = role === "admin" || (kind === "anonymous" && role === "editor");
  return { userId, groupIds, suiteSourceIds: [], makesSources };
}

import type { Role, Scope } from "./schema";

/** What each role may do. `approve` belongs to those who decide, `ingest` to those who keep the documents. */
const scopesByRole: Record<Role, Scope[]> = {
  member: ["ask", "search", "agent"],
  approver: ["ask", "search", "agent", "approve"],
  editor: ["ask", "search", "ingest", "agent"],
  admin: ["ask", "search", "ingest", "agent", "approve", "evals", "admin"],
};

/** Scopes that a role carries: those of a session, and the most that a key of its owner can have. */
export function scopesOfRole(role: Role): Scope[] {
  return scopesByRole[role];
}

/** True when `role` is `needed` or includes it. Approver and editor stand side by side between member and admin. */
export function roleSuffices(role: Role, needed: Role): boolean {
  return needed === "member" || role === needed || role === "admin";
}

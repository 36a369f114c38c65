import { z } from "zod";

/** What a person may do. `approver` decides approvals beside what a member may; the others include the ones before them. */
export const roleSchema = z.enum(["member", "approver", "editor", "admin"]).meta({ id: "Role" });
export type Role = z.infer<typeof roleSchema>;

/** What a key may do. None implies another. */
export const scopeSchema = z
  .enum(["ask", "search", "ingest", "agent", "approve", "evals", "admin"])
  .meta({ id: "Scope" });
export type Scope = z.infer<typeof scopeSchema>;

/** Who asks: made by the door from a session or a key, never from what a request says of itself. */
export interface Principal {
  kind: "anonymous" | "person" | "key";
  /** The person, or the owner of the key; null for anonymous. */
  userId: string | null;
  /** What logs, audit and pages call them: an e-mail address or name, never a secret. */
  name: string;
  role: Role;
  groupIds: string[];
  /** Null unless `kind` is `key`. */
  keyId: string | null;
  /** What the key may do; a session may do what its role allows, and carries every scope but those its role lacks. */
  scopes: Scope[];
  /** Null unless `kind` is `person`. */
  sessionId: string | null;
}

import type { Queryable } from "@/db/client";
import { insertSession } from "@/db/queries/sessions";
import { type AuditActor, appendAudit } from "@/lib/audit/append-audit";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { hashToken, newSecretToken } from "./secret-token";

/** Where somebody comes from, as their session will be listed. */
export interface Visitor {
  address: string;
  userAgent: string;
  /** Whether over https, which decides the cookie's name. */
  secure: boolean;
}

export interface StartedSession {
  /** The secret that goes into the cookie. */
  token: string;
  id: string;
}

/**
 * Begins a session, with its audit entry. Call it last in a transaction. Throws `sign_in_failed` when the person was
 * disabled, removed or given another password since they were checked.
 */
export async function startSession(
  tx: Queryable,
  session: {
    user: { id: string; name: string };
    visitor: Visitor;
    by: "password" | "provider" | "welcome" | "invitation";
    passwordHash?: string | undefined;
  },
): Promise<StartedSession> {
  const { user, visitor } = session;
  const token = newSecretToken();
  const id = await insertSession(tx, {
    tokenHash: hashToken(token),
    userId: user.id,
    userAgent: visitor.userAgent.slice(0, 300),
    address: visitor.address,
    days: env().SESSION_DAYS,
    passwordHash: session.passwordHash,
  });
  if (!id) throw new AppError("sign_in_failed");
  await appendAudit(tx, {
    actor: personActor(user),
    action: "session.started",
    target: { kind: "session", id, name: "" },
    inputs: { by: session.by },
  });
  return { token, id };
}

/** Somebody who has just shown who they are, for the audit log. */
export function personActor({ id, name }: { id: string; name: string }): AuditActor {
  return { kind: "person", userId: id, name, keyId: null };
}

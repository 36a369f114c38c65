import { database, type Queryable } from "@/db/client";
import { findOpenInvitation, useInvitation } from "@/db/queries/invitations";
import { dropTokensOf } from "@/db/queries/one-time-tokens";
import { endSessionsOf } from "@/db/queries/sessions";
import { findSignIn, insertUser, revokeKeysOf, type SignInRow, updateUser } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { env } from "@/lib/env/env";
import { joinBy } from "./accept-invitation";
import { nobody } from "./nobody";
import { personActor, type StartedSession, startSession, type Visitor } from "./start-session";

/** Whom the provider says it is. */
export interface ProviderPerson {
  /** Issuer and subject, joined by a space. */
  subject: string;
  /** Only an address that the provider calls verified. */
  email: string | undefined;
  name: string;
}

/**
 * Signs in whom the provider vouches for: somebody who came this way before, else by verified address an account, an
 * invitation or, where OIDC_SIGN_UP allows it, a new member. Undefined for everybody else.
 */
export async function signInByProvider(
  person: ProviderPerson,
  visitor: Visitor,
): Promise<StartedSession | undefined> {
  const db = await database();
  return db.transaction(async (tx) => {
    const user = await accountOf(tx, person);
    if (user) return startSession(tx, { user, visitor, by: "provider" });
    await appendAudit(tx, { actor: nobody, action: "sign_in.failed", inputs: { by: "provider" } });
    return undefined;
  });
}

async function accountOf(
  tx: Queryable,
  person: ProviderPerson,
): Promise<{ id: string; name: string } | undefined> {
  const { subject, email, name } = person;
  const known = await findSignIn(tx, { oidcSubject: subject });
  if (known) return known.disabled ? undefined : known;
  if (email === undefined) return undefined;
  const same = await findSignIn(tx, { email });
  if (same) return same.disabled || same.oidc_subject ? undefined : linked(tx, same, subject);
  const open = await findOpenInvitation(tx, { email });
  const invitation = open && (await useInvitation(tx, { id: open.id }));
  if (invitation) return joinBy(tx, { invitation, name, email, oidcSubject: subject, by: "provider" });
  if (env().OIDC_SIGN_UP !== "member") return undefined;
  const id = await insertUser(tx, { name, email, role: "member", oidcSubject: subject });
  if (!id) return undefined;
  const user = { id, name: name || email };
  await appendAudit(tx, {
    actor: personActor(user),
    action: "user.joined",
    target: { kind: "user", ...user },
    inputs: { role: "member", by: "provider" },
  });
  return user;
}

/**
 * From the first time on the account is whose address it is. Nobody had to prove an address before, so what an
 * earlier holder could come in with ends: password, sessions, keys and links.
 */
async function linked(tx: Queryable, user: SignInRow, subject: string): Promise<SignInRow> {
  await updateUser(tx, { id: user.id, oidcSubject: subject, passwordHash: null });
  await endSessionsOf(tx, { userId: user.id });
  await revokeKeysOf(tx, { userId: user.id });
  await dropTokensOf(tx, { userId: user.id });
  await appendAudit(tx, {
    actor: personActor(user),
    action: "user.linked",
    target: { kind: "user", id: user.id, name: user.name },
  });
  return user;
}

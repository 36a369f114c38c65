// From what a request carries to who asks. Nothing is remembered between requests: a session that was ended,
// a key that was revoked and a role that was taken away act on the next request.
import { timingSafeEqual } from "node:crypto";
import { type Database, database } from "@/db/client";
import {
  accountsExist,
  findKeyPrincipal,
  findSessionPrincipal,
  touchKey,
  touchSession,
  type WithState,
} from "@/db/queries/principals";
import type { ReadableState } from "@/db/queries/readable-state";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/telemetry/logger";
import { parseApiKey } from "./api-key-text";
import { localPerson } from "./local-person";
import { scopesOfRole } from "./rights";
import { type Principal, scopeSchema } from "./schema";
import { hashToken } from "./secret-token";
import { readSessionCookie } from "./session-cookie";

export interface Credentials {
  /** The value of `Authorization`, when sent. */
  authorization: string | null;
  /** The value of the session cookie, when sent. */
  cookie: string | undefined;
  /** Whether the request came over https, which decides the cookie's name. */
  secure: boolean;
  /** Whether the request reached us under a loopback name. */
  local: boolean;
}

/**
 * The caller: a key when one is sent, else the person of the session, else the anonymous local person while there
 * are no accounts. Throws `key_invalid`, `key_expired`, `key_revoked`, or `not_signed_in` when it is nobody.
 */
export async function authenticate(credentials: Credentials): Promise<Principal> {
  return (await authenticateWith(credentials)).principal;
}

export interface Authenticated {
  principal: Principal;
  /** What they may read, of the same moment; undefined unless it was asked for, and for anonymous callers. */
  readable: ReadableState | undefined;
}

/** `authenticate` that brings along what the caller may read when `state` asks for it: one statement instead of two. */
export async function authenticateWith(
  credentials: Credentials,
  { state }: { state?: boolean | undefined } = {},
): Promise<Authenticated> {
  const db = await database();
  if (credentials.authorization !== null) return await fromKey(db, credentials.authorization, state);
  const person = credentials.cookie ? await fromSession(db, credentials, state) : undefined;
  if (person) return person;
  if (await anonymousAllowed(db, credentials.local)) return { principal: localPerson, readable: undefined };
  throw new AppError("not_signed_in");
}

async function fromSession(
  db: Database,
  { cookie = "", secure }: Credentials,
  state: boolean | undefined,
): Promise<Authenticated | undefined> {
  const token = await readSessionCookie(cookie, secure);
  const row = token ? await findSessionPrincipal(db, { tokenHash: hashToken(token), state }) : undefined;
  if (!row) return undefined;
  if (row.seen_long_ago) await noted(touchSession(db, { id: row.session_id }));
  const principal: Principal = {
    kind: "person",
    userId: row.user_id,
    name: row.name,
    role: row.role,
    groupIds: row.group_ids,
    keyId: null,
    scopes: scopesOfRole(row.role),
    sessionId: row.session_id,
  };
  return { principal, readable: stateOfRow(row) };
}

function stateOfRow(row: WithState<object>): ReadableState | undefined {
  const { source_ids, state_key } = row;
  return source_ids && state_key !== undefined ? { sourceIds: source_ids, key: state_key } : undefined;
}

async function fromKey(
  db: Database,
  authorization: string,
  state: boolean | undefined,
): Promise<Authenticated> {
  const text = /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "";
  const given = parseApiKey(text);
  const row = given ? await findKeyPrincipal(db, { id: given.id, state }) : undefined;
  if (!given || !row || !sameHash(hashToken(given.secret), row.secret_hash))
    throw new AppError("key_invalid");
  if (row.revoked || row.disabled) throw new AppError("key_revoked");
  if (row.expired) throw new AppError("key_expired");
  if (row.used_long_ago) await noted(touchKey(db, { id: given.id }));
  const allowed = scopesOfRole(row.role);
  const principal: Principal = {
    kind: "key",
    userId: row.user_id,
    name: row.name,
    role: row.role,
    groupIds: row.group_ids,
    keyId: given.id,
    scopes: scopeSchema.options.filter((scope) => row.scopes.includes(scope) && allowed.includes(scope)),
    sessionId: null,
  };
  return { principal, readable: stateOfRow(row) };
}

/** When something was last used is worth noting, not worth failing for. */
async function noted(write: Promise<void>): Promise<void> {
  await write.catch((error: unknown) => logger().warn({ err: error }, "last use was not noted"));
}

function sameHash(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

const loopbackHosts = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);
/** Databases in which an account was seen: there is always one from then on. */
const withAccounts = new WeakSet<Database>();

async function anonymousAllowed(db: Database, local: boolean): Promise<boolean> {
  const { ANONYMOUS_ACCESS, HOST } = env();
  if (ANONYMOUS_ACCESS === "never" || !local || !loopbackHosts.has(HOST) || withAccounts.has(db))
    return false;
  if (!(await accountsExist(db))) return true;
  withAccounts.add(db);
  return false;
}

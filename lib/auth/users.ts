// People as admins manage them. A change acts on the next request of whom it is about.
import { database, type Queryable } from "@/db/client";
import { dropInvitationsBy } from "@/db/queries/invitations";
import { dropTokensOf } from "@/db/queries/one-time-tokens";
import { endSessionsOf } from "@/db/queries/sessions";
import * as queries from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { decodeCursor, encodeCursor } from "@/lib/text/cursor";
import {
  type Principal,
  type User,
  type UserList,
  type UserListQuery,
  type UserPatch,
  userListSchema,
  userSchema,
} from "./schema";

const order = "users";

/** People in the order of their names, a page at a time. Throws `invalid_request` for another list's cursor. */
export async function listUsers({ q, limit, cursor }: UserListQuery): Promise<UserList> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, order);
  const rows = await queries.listUsers(await database(), { q, limit: limit + 1, after });
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const more = rows.length > limit && last;
  return userListSchema.parse({
    data,
    next_cursor: more ? encodeCursor({ order, value: last.sort_value, id: last.id }) : null,
  });
}

/** Throws `not_found`. */
export async function getUser(id: string): Promise<User> {
  return read(await database(), id);
}

/**
 * Changes name, role or groups of a person, shuts them out or lets them in again. Who is shut out loses every
 * session. Throws `not_found`, `last_admin`, `invalid_request` for groups that aren't there.
 */
export async function changeUser(principal: Principal, id: string, patch: UserPatch): Promise<User> {
  const db = await database();
  return db.transaction(async (tx) => {
    const before = await locked(tx, id);
    const { name, role = before.role, disabled = before.disabled, group_ids: groupIds } = patch;
    const leaves = before.role === "admin" && !before.disabled && (role !== "admin" || disabled);
    if (leaves) await requireAnotherAdmin(tx);
    await queries.updateUser(tx, { id, name, role, disabled });
    if (groupIds) await setGroups(tx, id, groupIds);
    if (disabled) {
      await endSessionsOf(tx, { userId: id });
      await dropTokensOf(tx, { userId: id });
    }
    if (leaves) await dropInvitationsBy(tx, { userId: id });
    const user = await read(tx, id);
    await note(tx, principal, "user.changed", user, patch);
    return user;
  });
}

/**
 * Removes a person with their sessions, keys, grants and conversations. Throws `not_found`, `last_admin`.
 */
export async function removeUser(principal: Principal, id: string): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    const user = await locked(tx, id);
    if (user.role === "admin" && !user.disabled) await requireAnotherAdmin(tx);
    await dropInvitationsBy(tx, { userId: id });
    await queries.removeUser(tx, { id });
    await note(tx, principal, "user.removed", user, {});
  });
}

async function requireAnotherAdmin(tx: Queryable): Promise<void> {
  if ((await queries.countAdmins(tx)) <= 1) throw new AppError("last_admin");
}

async function locked(tx: Queryable, id: string): Promise<User> {
  await queries.lockAdmins(tx);
  const row = await queries.findUser(tx, { id, lock: true });
  if (!row) throw new AppError("not_found");
  return userSchema.parse(row);
}

async function read(db: Queryable, id: string): Promise<User> {
  const row = await queries.findUser(db, { id });
  if (!row) throw new AppError("not_found");
  return userSchema.parse(row);
}

async function setGroups(tx: Queryable, id: string, groupIds: string[]): Promise<void> {
  const unknown = await queries.setUserGroups(tx, { id, groupIds: [...new Set(groupIds)] });
  if (unknown.length > 0) throw unknownGroups(unknown);
}

/** `invalid_request` that names each. */
export function unknownGroups(ids: string[]): AppError {
  return new AppError("invalid_request", {
    invalidParams: ids.map((id) => ({ name: "group_ids", reason: `unknown: ${id}` })),
  });
}

async function note(
  tx: Queryable,
  actor: Principal,
  action: string,
  user: User,
  inputs: object,
): Promise<void> {
  await appendAudit(tx, { actor, action, target: { kind: "user", id: user.id, name: user.name }, inputs });
}

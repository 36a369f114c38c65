// People with an account, for those who manage them and for signing in.
import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/lib/text/new-id";
import { textArray } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { likeText } from "../like-text";

export type RoleName = "member" | "approver" | "editor" | "admin";

export interface UserRow extends Record<string, unknown> {
  id: string;
  name: string;
  email: string | null;
  role: RoleName;
  disabled: boolean;
  has_password: boolean;
  groups: { id: string; name: string }[];
  created_at: string;
  last_seen_at: string | null;
  sort_value: string;
}

const order = sql`lower(coalesce(nullif(u.name, ''), u.email, ''))`;
/** Everything that may be told of a person; never the password's hash. */
const columns = sql`u.id, u.name, u.email, u.role, u.disabled_at is not null as disabled,
  u.password_hash is not null as has_password, ${isoTime(sql`u.created_at`)} as created_at,
  ${isoTime(sql`u.last_seen_at`)} as last_seen_at, ${order} as sort_value,
  coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by lower(g.name), g.id)
    from group_members m join groups g on g.id = m.group_id where m.user_id = u.id), '[]'::jsonb) as groups`;

/** People in the order of their names. `q` looks into names and e-mail addresses. */
export async function listUsers(
  db: Queryable,
  page: {
    q?: string | undefined;
    limit: number;
    after?: { value: string; id: string } | undefined;
  },
): Promise<UserRow[]> {
  const pattern = page.q ? `%${likeText(page.q)}%` : undefined;
  const matches = pattern ? sql`and (u.name ilike ${pattern} or u.email ilike ${pattern})` : sql``;
  const behind = page.after ? sql`and (${order}, u.id) > (${page.after.value}, ${page.after.id})` : sql``;
  const rows = await db.execute<UserRow>(sql`
    select ${columns} from users u where true ${matches} ${behind} order by ${order}, u.id limit ${page.limit}`);
  return [...rows];
}

/** With `lock` the row stays as it is until the transaction ends. */
export async function findUser(
  db: Queryable,
  { id, lock = false }: { id: string; lock?: boolean },
): Promise<UserRow | undefined> {
  const [row] = await db.execute<UserRow>(
    sql`select ${columns} from users u where u.id = ${id} ${lock ? sql`for update` : sql``}`,
  );
  return row;
}

export interface SignInRow extends Record<string, unknown> {
  id: string;
  name: string;
  email: string | null;
  password_hash: string | null;
  oidc_subject: string | null;
  disabled: boolean;
}

/** What signing in needs to know of an account: found by e-mail address, id or who the provider says it is. */
export async function findSignIn(
  db: Queryable,
  by: { email: string } | { id: string } | { oidcSubject: string },
): Promise<SignInRow | undefined> {
  const found =
    "email" in by
      ? sql`lower(u.email) = lower(${by.email})`
      : "id" in by
        ? sql`u.id = ${by.id}`
        : sql`u.oidc_subject = ${by.oidcSubject}`;
  const [row] = await db.execute<SignInRow>(sql`
    select u.id, coalesce(nullif(u.name, ''), u.email, 'Admin') as name, u.email, u.password_hash, u.oidc_subject,
      u.disabled_at is not null as disabled from users u where ${found}`);
  return row;
}

export interface NewUser {
  name: string;
  email: string | null;
  role: RoleName;
  passwordHash?: string | null;
  oidcSubject?: string | null;
}

/** Makes an account; undefined when the e-mail address is somebody else's. */
export async function insertUser(db: Queryable, user: NewUser): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into users (id, name, email, role, password_hash, oidc_subject)
    values (${newId("usr")}, ${user.name}, ${user.email}, ${user.role}, ${user.passwordHash ?? null},
      ${user.oidcSubject ?? null}) on conflict do nothing returning id`);
  return row?.id;
}

/** Changes a person, which acts on their next request. Fails with 23505 when the e-mail address is somebody else's. */
export async function updateUser(
  db: Queryable,
  {
    id,
    ...change
  }: {
    id: string;
    name?: string | undefined;
    email?: string | undefined;
    role?: RoleName | undefined;
    disabled?: boolean | undefined;
    passwordHash?: string | null | undefined;
    oidcSubject?: string | undefined;
  },
): Promise<void> {
  const set: SQL[] = [];
  if (change.name !== undefined) set.push(sql`name = ${change.name}`);
  if (change.email !== undefined) set.push(sql`email = ${change.email}`);
  if (change.role !== undefined) set.push(sql`role = ${change.role}`);
  if (change.passwordHash !== undefined) set.push(sql`password_hash = ${change.passwordHash}`);
  if (change.oidcSubject !== undefined) set.push(sql`oidc_subject = ${change.oidcSubject}`);
  if (change.disabled !== undefined)
    set.push(sql`disabled_at = ${change.disabled ? sql`coalesce(disabled_at, now())` : sql`null`}`);
  if (set.length > 0) await db.execute(sql`update users set ${sql.join(set, sql`, `)} where id = ${id}`);
}

/** Makes these the groups of a person. Returns the ids that there are no groups for, having changed nothing then. */
export async function setUserGroups(
  db: Queryable,
  { id, groupIds }: { id: string; groupIds: string[] },
): Promise<string[]> {
  const unknown = await unknownGroups(db, { groupIds });
  if (unknown.length > 0) return unknown;
  await db.execute(
    sql`delete from group_members where user_id = ${id} and not group_id = any(${textArray(groupIds)})`,
  );
  await joinGroups(db, { id, groupIds });
  return [];
}

/** Adds a person to those of the groups that are there. */
export async function joinGroups(
  db: Queryable,
  { id, groupIds }: { id: string; groupIds: string[] },
): Promise<void> {
  await db.execute(sql`
    insert into group_members (group_id, user_id)
    select g.id, ${id} from groups g where g.id = any(${textArray(groupIds)}) on conflict do nothing`);
}

export async function unknownGroups(db: Queryable, { groupIds }: { groupIds: string[] }): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select wanted.id from unnest(${textArray(groupIds)}) as wanted(id)
    where not exists (select 1 from groups g where g.id = wanted.id)`);
  return rows.map(({ id }) => id);
}

/** One change of who is admin at a time, until the transaction ends: two admins can't take each other's role away. */
export async function lockAdmins(db: Queryable): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('groundwork.admins'))`);
}

/** Admins who may come in. */
export async function countAdmins(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from users where role = 'admin' and disabled_at is null`,
  );
  return row?.count ?? 0;
}

/** Removes a person with sessions, keys, grants and conversations. What others wrote down of them stays. */
export async function removeUser(db: Queryable, { id }: { id: string }): Promise<void> {
  await db.execute(sql`delete from source_grants where subject_kind = 'user' and subject_id = ${id}`);
  await db.execute(
    sql`update conversations set deleted_at = now() where owner = ${id} and deleted_at is null`,
  );
  await db.execute(sql`delete from users where id = ${id}`);
}

/** Gives what was asked before there was any account to `id`. */
export async function adoptAnonymous(db: Queryable, { id }: { id: string }): Promise<void> {
  for (const table of ["conversations", "answers", "agent_runs"])
    await db.execute(sql`update ${sql.identifier(table)} set owner = ${id} where owner is null`);
}

/** Ends every key of a person. */
export async function revokeKeysOf(db: Queryable, { userId }: { userId: string }): Promise<void> {
  await db.execute(
    sql`update api_keys set revoked_at = now() where user_id = ${userId} and revoked_at is null`,
  );
}

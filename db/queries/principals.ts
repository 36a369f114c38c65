// Who a session or a key is, with role and groups as they are now, in one statement each.
import { sql } from "drizzle-orm";
import { sourcesReadableBy } from "../access";
import type { Queryable } from "../client";
import { executePrepared } from "../prepared";
import { type StateColumns, stateOf } from "./readable-state";

interface PersonColumns extends Record<string, unknown> {
  user_id: string;
  name: string;
  role: "member" | "approver" | "editor" | "admin";
  group_ids: string[];
  disabled: boolean;
}

export interface SessionPrincipal extends PersonColumns {
  session_id: string;
  /** More than a minute ago, so that it is worth a write. */
  seen_long_ago: boolean;
}

export interface KeyPrincipal extends PersonColumns {
  secret_hash: string;
  scopes: string[];
  expired: boolean;
  revoked: boolean;
  used_long_ago: boolean;
}

const person = sql`u.id as user_id, coalesce(nullif(u.name, ''), u.email, 'Admin') as name, u.role,
  u.disabled_at is not null as disabled,
  array(select m.group_id from group_members m where m.user_id = u.id order by m.group_id) as group_ids`;

/** What the person may read, in the same snapshot as who they are and by the same rule. A function: it follows the settings. */
const readable = () =>
  sql`cross join lateral (${stateOf(
    sourcesReadableBy({
      userId: sql`u.id`,
      groupIds: sql`array(select m.group_id from group_members m where m.user_id = u.id)`,
    }),
  )}) readable`;

/** Columns of `readable` when they are asked for. */
export type WithState<Row> = Row & Partial<StateColumns>;

/** The person of a session that has neither ended nor expired. */
export async function findSessionPrincipal(
  db: Queryable,
  { tokenHash, state }: { tokenHash: string; state?: boolean | undefined },
): Promise<WithState<SessionPrincipal> | undefined> {
  const [row] = await executePrepared<WithState<SessionPrincipal>>(
    db,
    sql`
    select s.id as session_id, s.last_seen_at < now() - interval '1 minute' as seen_long_ago, ${person}
      ${state ? sql`, readable.*` : sql``}
    from sessions s join users u on u.id = s.user_id ${state ? readable() : sql``}
    where s.token_hash = ${tokenHash} and s.expires_at > now() and u.disabled_at is null`,
  );
  return row;
}

/** A key with its owner, whatever its state. */
export async function findKeyPrincipal(
  db: Queryable,
  { id, state }: { id: string; state?: boolean | undefined },
): Promise<WithState<KeyPrincipal> | undefined> {
  const [row] = await executePrepared<WithState<KeyPrincipal>>(
    db,
    sql`
    select k.secret_hash, k.scopes, coalesce(k.expires_at <= now(), false) as expired,
      k.revoked_at is not null as revoked,
      coalesce(k.last_used_at < now() - interval '1 minute', true) as used_long_ago, ${person}
      ${state ? sql`, readable.*` : sql``}
    from api_keys k join users u on u.id = k.user_id ${state ? readable() : sql``} where k.id = ${id}`,
  );
  return row;
}

export async function touchSession(db: Queryable, { id }: { id: string }): Promise<void> {
  await db.execute(sql`
    with seen as (update sessions set last_seen_at = now() where id = ${id} returning user_id)
    update users set last_seen_at = now() from seen where users.id = seen.user_id`);
}

export async function touchKey(db: Queryable, { id }: { id: string }): Promise<void> {
  await db.execute(sql`update api_keys set last_used_at = now() where id = ${id}`);
}

/** True as soon as there is one account, also one that is disabled. */
export async function accountsExist(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ found: boolean }>(sql`select exists (select 1 from users) as found`);
  return row?.found ?? false;
}

export interface PersonNow {
  userId: string;
  name: string;
  role: PersonColumns["role"];
  groupIds: string[];
  disabled: boolean;
}

/** A person with role and groups as they are now. */
export async function findPersonNow(db: Queryable, { id }: { id: string }): Promise<PersonNow | undefined> {
  const [row] = await db.execute<PersonColumns>(sql`select ${person} from users u where u.id = ${id}`);
  if (!row) return undefined;
  return {
    userId: row.user_id,
    name: row.name,
    role: row.role,
    groupIds: row.group_ids,
    disabled: row.disabled,
  };
}

/** The scopes of a key that is neither revoked nor expired. */
export async function findValidKey(
  db: Queryable,
  { id }: { id: string },
): Promise<{ scopes: string[] } | undefined> {
  const [row] = await db.execute<{ scopes: string[] }>(sql`
    select scopes from api_keys
    where id = ${id} and revoked_at is null and coalesce(expires_at > now(), true)`);
  return row;
}

/** How many people can decide approvals. */
export async function countApprovers(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from users where role in ('approver', 'admin') and disabled_at is null`,
  );
  return row?.count ?? 0;
}

/** Enabled people of a role, or the one with that e-mail address. */
export async function findPeople(
  db: Queryable,
  by: { role: PersonNow["role"] } | { email: string },
): Promise<PersonNow[]> {
  const which = "role" in by ? sql`u.role = ${by.role}` : sql`lower(u.email) = lower(${by.email})`;
  const rows = await db.execute<PersonColumns>(
    sql`select ${person} from users u where ${which} and u.disabled_at is null order by u.created_at`,
  );
  return rows.map((row) => ({
    userId: row.user_id,
    name: row.name,
    role: row.role,
    groupIds: row.group_ids,
    disabled: row.disabled,
  }));
}

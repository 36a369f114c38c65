import { sql } from "drizzle-orm";
import { textArray } from "../access";
import type { Queryable } from "../client";

export interface ApiKeyRow extends Record<string, unknown> {
  id: string;
  name: string;
  scopes: string[];
  user_id: string;
  user_name: string;
  state: "active" | "expired" | "revoked";
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

export interface NewApiKey {
  id: string;
  secretHash: string;
  userId: string;
  name: string;
  scopes: string[];
  expiresInDays: number | undefined;
}

const columns = sql`k.id, k.name, k.scopes, k.user_id, coalesce(nullif(u.name, ''), u.email, 'Admin') as user_name,
  case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'active' end as state,
  to_json(k.created_at)#>>'{}' as created_at, to_json(k.expires_at)#>>'{}' as expires_at,
  to_json(k.last_used_at)#>>'{}' as last_used_at`;

export async function insertApiKey(db: Queryable, key: NewApiKey): Promise<void> {
  const expires =
    key.expiresInDays === undefined ? sql`null` : sql`now() + make_interval(days => ${key.expiresInDays})`;
  await db.execute(sql`
    insert into api_keys (id, secret_hash, user_id, name, scopes, expires_at)
    values (${key.id}, ${key.secretHash}, ${key.userId}, ${key.name}, ${textArray(key.scopes)}, ${expires})`);
}

export async function findApiKey(db: Queryable, { id }: { id: string }): Promise<ApiKeyRow | undefined> {
  const [row] = await db.execute<ApiKeyRow>(
    sql`select ${columns} from api_keys k join users u on u.id = k.user_id where k.id = ${id}`,
  );
  return row;
}

/** Newest first; `userId` undefined is everybody's. `after` is the last key of the page before. */
export async function listApiKeys(
  db: Queryable,
  options: { userId: string | undefined; limit: number; after: { value: string; id: string } | undefined },
): Promise<ApiKeyRow[]> {
  const { userId, limit, after } = options;
  const rows = await db.execute<ApiKeyRow>(sql`
    select ${columns} from api_keys k join users u on u.id = k.user_id
    where ${userId === undefined ? sql`true` : sql`k.user_id = ${userId}`}
      and ${after === undefined ? sql`true` : sql`(k.created_at, k.id) < (${after.value}::timestamptz, ${after.id})`}
    order by k.created_at desc, k.id desc limit ${limit}`);
  return [...rows];
}

/** False where there is no such key of that person (of anybody for undefined), or it was revoked before. */
export async function revokeApiKey(
  db: Queryable,
  { id, userId }: { id: string; userId: string | undefined },
): Promise<boolean> {
  const rows = await db.execute(sql`
    update api_keys set revoked_at = now() where id = ${id} and revoked_at is null
      and ${userId === undefined ? sql`true` : sql`user_id = ${userId}`} returning id`);
  return rows.length === 1;
}

import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

export interface IdempotencyRow extends Record<string, unknown> {
  request_hash: string;
  done: boolean;
  locked: boolean;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

interface Claim {
  owner: string;
  /** SHA-256 of the key as sent. */
  key: string;
  endpoint: string;
  requestHash: string;
  lockSeconds: number;
}

/** True for the request that may do the work: the first one, or one after a first that was lost half-way. */
export async function claimIdempotencyKey(db: Queryable, claim: Claim): Promise<boolean> {
  const { owner, key, endpoint, requestHash, lockSeconds } = claim;
  const rows = await db.execute(sql`
    insert into idempotency_keys as i (owner, key, endpoint, request_hash, locked_until)
    values (${owner}, ${key}, ${endpoint}, ${requestHash}, now() + make_interval(secs => ${lockSeconds}))
    on conflict (owner, key) do update set endpoint = excluded.endpoint, request_hash = excluded.request_hash,
      done = false, status = null, headers = null, body = null, created_at = now(), locked_until = excluded.locked_until
    where i.created_at < now() - interval '24 hours'
      or (not i.done and i.locked_until <= now() and i.request_hash = excluded.request_hash)
    returning 1`);
  return rows.length === 1;
}

export async function findIdempotencyKey(
  db: Queryable,
  { owner, key }: { owner: string; key: string },
): Promise<IdempotencyRow | undefined> {
  const [row] = await db.execute<IdempotencyRow>(sql`
    select request_hash, done, locked_until > now() as locked, status, headers, body
    from idempotency_keys where owner = ${owner} and key = ${key}`);
  return row;
}

export async function keepAnswer(
  db: Queryable,
  answer: { owner: string; key: string; status: number; headers: Record<string, string>; body: string },
): Promise<void> {
  await db.execute(sql`
    update idempotency_keys set done = true, status = ${answer.status},
      headers = ${JSON.stringify(answer.headers)}::jsonb, body = ${answer.body}
    where owner = ${answer.owner} and key = ${answer.key}`);
}

/** The request came to nothing: the key may be used again. Old ones go with it. */
export async function releaseIdempotencyKey(
  db: Queryable,
  { owner, key }: { owner: string; key: string },
): Promise<void> {
  await db.execute(sql`
    delete from idempotency_keys where (owner = ${owner} and key = ${key} and not done)
      or created_at < now() - interval '24 hours'`);
}

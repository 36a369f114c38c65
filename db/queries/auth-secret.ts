import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

/** The installation's secret: the one that is stored, or `secret`, stored now. */
export async function keepSecret(db: Queryable, { secret }: { secret: string }): Promise<string> {
  await db.execute(sql`
    insert into settings (key, value) values ('auth-secret', to_jsonb(${secret}::text)) on conflict (key) do nothing`);
  const [row] = await db.execute<{ secret: string }>(
    sql`select value #>> '{}' as secret from settings where key = 'auth-secret'`,
  );
  if (!row) throw new Error("the secret was not stored");
  return row.secret;
}

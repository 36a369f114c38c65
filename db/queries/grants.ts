// Rights of the role that the application uses on Postgres, given by the owner of the tables.
import { sql } from "drizzle-orm";
import type { Database } from "../client";

/** Grants everything the application needs; on the audit log only reading and adding. */
export async function grantApplication(
  db: Database,
  role: string,
): Promise<"granted" | "absent" | "too powerful"> {
  return db.transaction(async (tx) => {
    const [found] = await tx.execute<{ powerful: boolean }>(sql`
      select rolsuper or pg_has_role(oid, (select relowner from pg_class where oid = 'audit_log'::regclass), 'MEMBER') as powerful
      from pg_roles where rolname = ${role}`);
    if (!found) return "absent";
    if (found.powerful) return "too powerful";
    const name = sql.identifier(role);
    await tx.execute(sql`grant usage on schema public to ${name}`);
    await tx.execute(
      sql`grant select, insert, update, delete, truncate on all tables in schema public to ${name}`,
    );
    await tx.execute(sql`grant usage, select, update on all sequences in schema public to ${name}`);
    await tx.execute(
      sql`alter default privileges in schema public grant select, insert, update, delete, truncate on tables to ${name}`,
    );
    await tx.execute(
      sql`alter default privileges in schema public grant usage, select, update on sequences to ${name}`,
    );
    await tx.execute(sql`grant usage on schema drizzle to ${name}`);
    await tx.execute(sql`grant select on all tables in schema drizzle to ${name}`);
    await tx.execute(sql`revoke update, delete, truncate, trigger, references on audit_log from ${name}`);
    return "granted";
  });
}

import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

/** Drops everything of ours, and leaves what belongs to extensions. */
export async function dropSchema(tx: Queryable): Promise<void> {
  await tx.execute(sql`do $$ declare found record; begin
    for found in select c.oid::regclass::text as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    loop execute 'drop table if exists ' || found.name || ' cascade'; end loop;
    for found in select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    loop execute 'drop routine if exists ' || found.name || ' cascade'; end loop;
  end $$`);
  await tx.execute(sql`truncate drizzle.__drizzle_migrations`);
}

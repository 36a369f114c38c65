import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accessOf } from "@/lib/auth/access-of";
import { scopesOfRole } from "@/lib/auth/rights";
import type { Principal, Role } from "@/lib/auth/schema";
import type { ToolContext } from "../tools/tool";

/** An account in the database, and who it is at the door. */
export async function makePerson(db: Database, id: string, role: Role): Promise<ToolContext> {
  await db.execute(sql`
    insert into users (id, email, name, role) values (${id}, ${`${id}@example.test`}, ${id}, ${role})
    on conflict (id) do update set role = excluded.role, disabled_at = null`);
  const principal: Principal = {
    kind: "person",
    userId: id,
    name: id,
    role,
    groupIds: [],
    keyId: null,
    scopes: scopesOfRole(role),
    sessionId: `ses_${id}`,
  };
  return { principal, access: accessOf(principal), signal: new AbortController().signal };
}

/** A source that everyone may read, or that nobody was granted yet. */
export async function makeSource(
  db: Database,
  id: string,
  visibility: "everyone" | "granted",
): Promise<void> {
  await db.execute(sql`
    insert into sources (id, name, visibility) values (${id}, ${id}, ${visibility})
    on conflict (id) do update set visibility = excluded.visibility`);
}

/** A document without content, which is all that tagging, moving and retiring need. */
export async function makeDocument(db: Database, id: string, sourceId: string): Promise<void> {
  await db.execute(sql`
    insert into documents (id, source_id, uri, title, type) values (${id}, ${sourceId}, ${id}, ${id}, 'markdown')`);
}

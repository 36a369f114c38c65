import { sql } from "drizzle-orm";
import { newId } from "@/lib/text/new-id";
import { type Access, readableSources } from "../access";
import type { Queryable } from "../client";

export interface SourceRow extends Record<string, unknown> {
  id: string;
  name: string;
  description: string;
  visibility: "everyone" | "granted";
  trusted: boolean;
  document_count: number;
  chunk_count: number;
}

/** The sources that the caller may read, by name, with what is visible in each. */
export async function listSources(db: Queryable, { access }: { access: Access }): Promise<SourceRow[]> {
  return await db.execute<SourceRow>(sql`
    select s.id, s.name, s.description, s.visibility, s.trusted,
      count(d.id)::int as document_count, coalesce(sum(v.chunk_count), 0)::int as chunk_count
    from sources s
    left join documents d on d.source_id = s.id and d.deleted_at is null and d.current_version_id is not null
    left join document_versions v on v.id = d.current_version_id
    where s.id in ${readableSources(access)}
    group by s.id order by lower(s.name)`);
}

/** The readable source of that name (case doesn't matter) or id. */
export async function findSource(
  db: Queryable,
  { access, nameOrId }: { access: Access; nameOrId: string },
): Promise<{ id: string; name: string } | undefined> {
  const [row] = await db.execute<{ id: string; name: string }>(sql`
    select id, name from sources
    where (lower(name) = lower(${nameOrId}) or id = ${nameOrId}) and id in ${readableSources(access)}
    order by (id = ${nameOrId}) desc limit 1`);
  return row;
}

/** Creates a source that everyone may read; undefined when the name is taken, readable or not. */
export async function insertSource(
  db: Queryable,
  { name, description = "" }: { name: string; description?: string | undefined },
): Promise<{ id: string; name: string } | undefined> {
  const [row] = await db.execute<{ id: string; name: string }>(sql`
    insert into sources (id, name, description) values (${newId("src")}, ${name}, ${description})
    on conflict do nothing returning id, name`);
  return row;
}

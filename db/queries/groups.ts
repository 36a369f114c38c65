import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/lib/text/new-id";
import { textArray } from "../access";
import type { Queryable } from "../client";

export interface GroupRow extends Record<string, unknown> {
  id: string;
  name: string;
  description: string;
  member_count: number;
  created_at: string;
}

const columns = sql`g.id, g.name, g.description, to_json(g.created_at)#>>'{}' as created_at,
  (select count(*)::int from group_members m where m.group_id = g.id) as member_count`;

export async function listGroups(db: Queryable): Promise<GroupRow[]> {
  return [...(await db.execute<GroupRow>(sql`select ${columns} from groups g order by lower(g.name)`))];
}

export async function findGroup(db: Queryable, { id }: { id: string }): Promise<GroupRow | undefined> {
  const [row] = await db.execute<GroupRow>(sql`select ${columns} from groups g where g.id = ${id}`);
  return row;
}

/** Gives the new group's id; undefined when the name is taken. */
export async function insertGroup(
  db: Queryable,
  { name, description }: { name: string; description: string },
): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into groups (id, name, description) values (${newId("grp")}, ${name}, ${description})
    on conflict do nothing returning id`);
  return row?.id;
}

/** Changes what is given. Fails with 23505 when the name is taken. */
export async function updateGroup(
  db: Queryable,
  { id, name, description }: { id: string; name?: string | undefined; description?: string | undefined },
): Promise<void> {
  const sets: SQL[] = [];
  if (name !== undefined) sets.push(sql`name = ${name}`);
  if (description !== undefined) sets.push(sql`description = ${description}`);
  if (sets.length > 0) await db.execute(sql`update groups set ${sql.join(sets, sql`, `)} where id = ${id}`);
}

/** The group has exactly these members afterwards; returns the ids that are nobody's. */
export async function setGroupMembers(
  db: Queryable,
  { id, userIds }: { id: string; userIds: string[] },
): Promise<string[]> {
  const unknown = await db.execute<{ id: string }>(sql`
    select wanted as id from unnest(${textArray(userIds)}) wanted
    where not exists (select 1 from users u where u.id = wanted)`);
  if (unknown.length > 0) return unknown.map((row) => row.id);
  await db.execute(
    sql`delete from group_members where group_id = ${id} and user_id <> all(${textArray(userIds)})`,
  );
  await db.execute(sql`
    insert into group_members (group_id, user_id) select ${id}, wanted from unnest(${textArray(userIds)}) wanted
    on conflict do nothing`);
  return [];
}

/** Removes a group with its memberships and grants; false where there is none. */
export async function deleteGroup(db: Queryable, { id }: { id: string }): Promise<boolean> {
  await db.execute(sql`delete from source_grants where subject_kind = 'group' and subject_id = ${id}`);
  const rows = await db.execute(sql`delete from groups where id = ${id} returning id`);
  return rows.length === 1;
}

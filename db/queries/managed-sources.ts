// Sources as admins manage them: by name, counts and grants, whether or not they may read what is in them.
import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/lib/text/new-id";
import { type Access, allowedBySettings, readableSources } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { bumpCorpus } from "./corpus";
import type { SourceRow } from "./sources";

export interface GrantRow {
  kind: "user" | "group";
  id: string;
  name: string;
  created_at: string;
}

export interface ManagedSourceRow extends SourceRow {
  policy: "allowed" | "denied";
  policy_by_settings: "allowed" | "denied";
  readable: boolean;
  grants: GrantRow[];
  created_at: string;
}

export type Subject = Pick<GrantRow, "kind" | "id">;

/** Sources of people, not those of eval suites. */
const managed = sql`s.kind = 'people' and s.deleted_at is null`;
const personName = sql`coalesce(nullif(u.name, ''), u.email, 'Admin')`;

/** All sources by name; one alone with `id`. */
export async function listManagedSources(
  db: Queryable,
  { access, id }: { access: Access; id?: string },
): Promise<ManagedSourceRow[]> {
  return await db.execute<ManagedSourceRow>(sql`
    select s.id, s.name, s.description, s.visibility, s.trusted, s.policy,
      case when ${allowedBySettings(sql`s`)} then 'allowed' else 'denied' end as policy_by_settings,
      s.id in ${readableSources(access)} as readable, ${isoTime(sql`s.created_at`)} as created_at,
      held.documents as document_count, held.chunks as chunk_count, coalesce(granted.list, '[]'::jsonb) as grants
    from sources s cross join lateral (
      select count(d.id)::int as documents, coalesce(sum(v.chunk_count), 0)::int as chunks
      from documents d join document_versions v on v.id = d.current_version_id
      where d.source_id = s.id and d.deleted_at is null
    ) held cross join lateral (
      select jsonb_agg(jsonb_build_object('kind', g.subject_kind, 'id', g.subject_id, 'name', n.name,
        'created_at', ${isoTime(sql`g.created_at`)}) order by g.subject_kind, lower(n.name), g.subject_id) as list
      from source_grants g join (
        select 'user' as kind, u.id, ${personName} as name from users u
        union all select 'group', p.id, p.name from groups p
      ) n on n.kind = g.subject_kind and n.id = g.subject_id
      where g.source_id = s.id
    ) granted
    where ${managed} and ${id === undefined ? sql`true` : sql`s.id = ${id}`} order by lower(s.name)`);
}

export interface SourceFields {
  name?: string | undefined;
  description?: string | undefined;
  visibility?: "everyone" | "granted" | undefined;
  policy?: "allowed" | "denied" | undefined;
  trusted?: boolean | undefined;
}

/** Makes a source; undefined when the name is taken. Call it inside a transaction when grants follow. */
export async function insertManagedSource(
  db: Queryable,
  { name, description = "", visibility = "everyone", trusted = true }: SourceFields & { name: string },
): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into sources (id, name, description, visibility, trusted)
    values (${newId("src")}, ${name}, ${description}, ${visibility}, ${trusted}) on conflict do nothing returning id`);
  return row?.id;
}

/** Changes a source, which acts on the next statement of anybody. False when there is none. Fails with 23505 when the name is taken. */
export async function updateSource(
  db: Queryable,
  { id, fields }: { id: string; fields: SourceFields },
): Promise<boolean> {
  const set = (column: string, value: unknown): SQL =>
    sql`${sql.raw(column)} = coalesce(${value ?? null}, s.${sql.raw(column)})`;
  const rows = await db.execute(sql`
    update sources s set ${set("name", fields.name)}, ${set("description", fields.description)},
      ${set("visibility", fields.visibility)}, ${set("policy", fields.policy)},
      trusted = coalesce(${fields.trusted ?? null}::boolean, s.trusted)
    where s.id = ${id} and ${managed} returning s.id`);
  if (rows.length > 0) await bumpCorpus(db);
  return rows.length > 0;
}

/** The subjects that there are no people or groups for. */
export async function unknownSubjects(db: Queryable, subjects: Subject[]): Promise<Subject[]> {
  if (subjects.length === 0) return [];
  const rows = await db.execute<Subject & Record<string, unknown>>(sql`
    select r.kind, r.id from jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb) as r(kind text, id text)
    where not exists (select 1 from users u where r.kind = 'user' and u.id = r.id)
      and not exists (select 1 from groups p where r.kind = 'group' and p.id = r.id)`);
  return [...rows];
}

/** Makes these the grants of a source: others end, those that stay keep their day. False when there is no such source. */
export async function replaceGrants(
  db: Queryable,
  { id, subjects }: { id: string; subjects: Subject[] },
): Promise<boolean> {
  const [source] = await db.execute(
    sql`select s.id from sources s where s.id = ${id} and ${managed} for update`,
  );
  if (!source) return false;
  const wanted = sql`jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb) as r(kind text, id text)`;
  await db.execute(sql`
    delete from source_grants g where g.source_id = ${id}
      and not exists (select 1 from ${wanted} where r.kind = g.subject_kind and r.id = g.subject_id)`);
  await db.execute(sql`
    insert into source_grants (source_id, subject_kind, subject_id)
    select distinct ${id}, r.kind, r.id from ${wanted} on conflict do nothing`);
  await bumpCorpus(db);
  return true;
}

/**
 * Hides a source with its documents for good. With `documents: "keep"` only an empty one. Returns the number of
 * documents that keep it, or undefined when there is no such source. Call it inside a transaction.
 */
export async function hideSource(
  db: Queryable,
  { id, documents }: { id: string; documents: "keep" | "delete" },
): Promise<number | undefined> {
  const [source] = await db.execute(
    sql`select s.id from sources s where s.id = ${id} and ${managed} for update`,
  );
  if (!source) return undefined;
  const [held] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from documents where source_id = ${id} and deleted_at is null`);
  const count = held?.count ?? 0;
  if (documents === "keep" && count > 0) return count;
  await db.execute(sql`update sources set deleted_at = now() where id = ${id}`);
  await hideDocumentsOf(db, id);
  await bumpCorpus(db);
  return 0;
}

async function hideDocumentsOf(db: Queryable, sourceId: string): Promise<void> {
  await db.execute(sql`
    update documents set deleted_at = now() where source_id = ${sourceId} and deleted_at is null`);
  await db.execute(sql`update chunks set visible = false where source_id = ${sourceId} and visible`);
}

/** Removes deleted sources whose documents are all erased, and hides what came into one while it was deleted. */
export async function sweepSources(db: Queryable): Promise<void> {
  const rows = await db.execute<{ id: string }>(sql`select id from sources where deleted_at is not null`);
  for (const { id } of rows) await hideDocumentsOf(db, id);
  await db.execute(sql`
    delete from sources s where s.deleted_at is not null
      and not exists (select 1 from documents d where d.source_id = s.id)
      and not exists (select 1 from chunks c where c.source_id = s.id)`);
}

export interface PersonAccess extends Record<string, unknown> {
  id: string;
  name: string;
  role: string;
  group_ids: string[];
}

/** A person with the groups that they are in now. */
export async function findPersonAccess(
  db: Queryable,
  { userId }: { userId: string },
): Promise<PersonAccess | undefined> {
  const [row] = await db.execute<PersonAccess>(sql`
    select u.id, ${personName} as name, u.role,
      array(select m.group_id from group_members m where m.user_id = u.id order by m.group_id) as group_ids
    from users u where u.id = ${userId}`);
  return row;
}

export interface TitleRow extends Record<string, unknown> {
  id: string;
  title: string;
  source_id: string;
  source_name: string;
  sort_value: string;
}

/** Titles of the documents that `access` may read, in alphabetical order, and how many there are in all. */
export async function listTitles(
  db: Queryable,
  list: {
    access: Access;
    sourceId?: string | undefined;
    limit: number;
    after?: { value: string; id: string } | undefined;
  },
): Promise<{ rows: TitleRow[]; total: number }> {
  const visible = sql`d.deleted_at is null and d.current_version_id is not null and d.source_id in ${readableSources(list.access)}
    ${list.sourceId === undefined ? sql`` : sql`and d.source_id = ${list.sourceId}`}`;
  const after = list.after
    ? sql`and (lower(d.title), d.id) > (${list.after.value}, ${list.after.id})`
    : sql``;
  const rows = await db.execute<TitleRow>(sql`
    select d.id, d.title, d.source_id, s.name as source_name, lower(d.title) as sort_value
    from documents d join sources s on s.id = d.source_id
    where ${visible} ${after} order by lower(d.title), d.id limit ${list.limit}`);
  const [count] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from documents d where ${visible}`,
  );
  return { rows: [...rows], total: count?.count ?? 0 };
}

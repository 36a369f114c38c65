import { sql } from "drizzle-orm";
import { type Access, readableSources, textArray } from "../access";
import type { Queryable } from "../client";

export interface TargetRow extends Record<string, unknown> {
  id: string;
  version_id: string | null;
  /** Number of the newest version that was accepted and isn't published yet; null while there is none. */
  coming: number | null;
  source_id: string;
  source: string;
  title: string;
  tags: string[];
}

const coming = sql`(select max(v.number) from document_versions v where v.document_id = d.id and v.state = 'staged')`;

/** Readable documents by id, in the order of their ids; locked, so that what was seen holds until the transaction ends. */
export async function findTargets(
  db: Queryable,
  { access, ids, lock }: { access: Access; ids: string[]; lock: boolean },
): Promise<TargetRow[]> {
  const rows = await db.execute<TargetRow>(sql`
    select d.id, d.current_version_id as version_id, ${coming} as coming, d.source_id, s.name as source, d.title, d.tags
    from documents d join sources s on s.id = d.source_id
    where d.id = any(${textArray(ids)}) and d.deleted_at is null and d.source_id in ${readableSources(access)}
    order by d.id ${lock ? sql`for update of d` : sql``}`);
  return [...rows];
}

/** Whether a newer version of the document was accepted and isn't published yet. */
export async function isComing(db: Queryable, documentId: string): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from document_versions where document_id = ${documentId} and state = 'staged' limit 1`,
  );
  return rows.length > 0;
}

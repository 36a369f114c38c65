// What was shown once may be forbidden now: an answer or a gap names the documents that its text came from, and
// each reading asks whether they may still be read.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources } from "../access";

/** Columns `document_ids` and, place by place, `source_ids`: where each document was at that time. */
const named = (row: SQL): SQL =>
  sql`unnest(${row}.document_ids, ${row}.source_ids) named(document_id, source_id)
    left join documents d on d.id = named.document_id`;

/** A document counts where it is now; one that was erased, where it was. */
const isLost = (access: Access): SQL =>
  sql`(coalesce(d.source_id, named.source_id) in ${readableSources(access)}) is not true`;

/** Whether something that the row's text came from is no longer the caller's to read. */
export function hasLost(access: Access, row: SQL): SQL {
  return sql`exists (select 1 from ${named(row)} where ${isLost(access)})`;
}

/** The ids of the row's documents that the caller may not read (any more), as an array. */
export function lostDocuments(access: Access, row: SQL): SQL {
  return sql`array(select named.document_id from ${named(row)} where ${isLost(access)})`;
}

/** Whether one of the row's documents is in another source by now. */
export function hasMoved(row: SQL): SQL {
  return sql`exists (select 1 from ${named(row)} where d.source_id <> named.source_id)`;
}

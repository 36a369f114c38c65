import type { Access } from "@/db/access";
import { database } from "@/db/client";
import * as queries from "@/db/queries/documents";
import { requireSource } from "@/lib/sources/resolve-source";
import { decodeCursor, encodeCursor } from "@/lib/text/cursor";
import { documentView } from "./document-view";
import type { DocumentList, DocumentListQuery } from "./schema";

/** A page of the documents that the caller may read. Throws `source_unknown` and `invalid_request` for a foreign cursor. */
export async function listDocuments({
  access,
  query,
}: {
  access: Access;
  query: DocumentListQuery;
}): Promise<DocumentList> {
  const db = await database();
  const { q, type, tag, sort, limit } = query;
  const sourceId = query.source && (await requireSource(db, { access, nameOrId: query.source })).id;
  const filter = { access, q, type, tag, sourceId };
  const order = `${sort} ${query.order}`;
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, order);
  const [rows, total] = await Promise.all([
    queries.listDocuments(db, { ...filter, sort, order: query.order, limit: limit + 1, after }),
    queries.countDocuments(db, filter),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last;
  return {
    data: page.map(documentView),
    next_cursor: more ? encodeCursor({ order, value: last.sort_value, id: last.id }) : null,
    total,
  };
}

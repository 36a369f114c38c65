import { database } from "@/db/client";
import { findPersonAccess, listTitles } from "@/db/queries/managed-sources";
import { listSources } from "@/db/queries/sources";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Principal } from "@/lib/auth/schema";
import { AppError } from "@/lib/errors/app-error";
import { addLogFields } from "@/lib/telemetry/context";
import { decodeCursor, encodeCursor } from "@/lib/text/cursor";
import type { ViewAs, ViewAsQuery } from "./schema";

const order = "titles";

/**
 * What a person can see, as titles and counts: an answer to "why does she not find it?". It shows nothing that is
 * written in a document, and each look is logged. Throws `not_found` when there is no such person.
 */
export async function viewAs({
  principal,
  query,
}: {
  principal: Principal;
  query: ViewAsQuery;
}): Promise<ViewAs> {
  const db = await database();
  const person = await findPersonAccess(db, { userId: query.user_id });
  if (!person) throw new AppError("not_found");
  const access = { userId: person.id, groupIds: person.group_ids, suiteSourceIds: [] };
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, order);
  const { source: sourceId, limit } = query;
  const [sources, titles] = await Promise.all([
    listSources(db, { access }),
    listTitles(db, { access, sourceId, limit: limit + 1, after }),
  ]);
  addLogFields({ viewed_as: person.id });
  // Nobody is looked at without an entry: where none can be written, this throws.
  await appendAudit(db, {
    actor: principal,
    action: "access.viewed_as",
    target: { kind: "user", id: person.id, name: person.name },
    inputs: { source: sourceId ?? null },
  });
  const page = titles.rows.slice(0, limit);
  const last = page.at(-1);
  const more = titles.rows.length > limit && last;
  return {
    user: { id: person.id, name: person.name, role: person.role },
    sources: sources.map(({ id, name, visibility, document_count }) => ({
      id,
      name,
      visibility,
      document_count,
    })),
    documents: page.map((row) => ({
      id: row.id,
      title: row.title,
      source: { id: row.source_id, name: row.source_name },
    })),
    document_count: titles.total,
    next_cursor: more ? encodeCursor({ order, value: last.sort_value, id: last.id }) : null,
  };
}

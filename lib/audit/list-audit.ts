import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { type FoundAuditRow, findAuditRows } from "@/db/queries/audit";
import { AppError } from "@/lib/errors/app-error";
import { type AuditQuery, type AuditRecord, auditEntrySchema } from "./schema";

export interface AuditPage {
  entries: AuditRecord[];
  next_cursor: string | null;
}

/** Entries that fit, newest first. What stands on a source that the reader may not read is hidden, the entry is not. */
export async function listAudit(caller: { access: Access; query: AuditQuery }): Promise<AuditPage> {
  const { cursor, limit, document_id, trace_id, request_id, from, to, ...rest } = caller.query;
  const before = cursor === undefined ? null : Number(cursor);
  if (before !== null && !Number.isSafeInteger(before))
    throw new AppError("invalid_request", {
      invalidParams: [{ name: "cursor", reason: "Not a cursor of this list." }],
    });
  const rows = await findAuditRows(await database(), {
    access: caller.access,
    filters: {
      ...rest,
      documentId: document_id,
      traceId: trace_id,
      requestId: request_id,
      from: from && new Date(from).toISOString(),
      to: to && new Date(to).toISOString(),
    },
    before,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return {
    entries: shown.map(toRecord),
    next_cursor: rows.length > limit ? String(shown.at(-1)?.seq) : null,
  };
}

/** Every entry that fits, oldest pages last, as JSON lines: read a page at a time, however long the log. */
export async function* exportAudit(caller: { access: Access; query: AuditQuery }): AsyncGenerator<string> {
  let cursor = caller.query.cursor;
  for (;;) {
    const page = await listAudit({ ...caller, query: { ...caller.query, cursor, limit: 200 } });
    for (const entry of page.entries) yield `${JSON.stringify(entry)}\n`;
    if (page.next_cursor === null) return;
    cursor = page.next_cursor;
  }
}

function toRecord(row: FoundAuditRow): AuditRecord {
  // Parsed from the hashed text, not from the search column beside it.
  const entry = auditEntrySchema.parse(JSON.parse(row.entry));
  const shown = row.readable
    ? entry
    : { ...entry, inputs: null, outputs: null, target: entry.target && { ...entry.target, name: null } };
  return { ...shown, seq: row.seq, hash: row.hash, previous_hash: row.previousHash, hidden: !row.readable };
}

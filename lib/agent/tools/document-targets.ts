import type { Access } from "@/db/access";
import type { Queryable } from "@/db/client";
import { findTargets } from "@/db/queries/agent-targets";
import { canonicalJson } from "@/lib/audit/chain";
import { AppError } from "@/lib/errors/app-error";

/** What an approver sees of documents that are changed together. Throws `not_found` when one isn't there to read. */
export async function documentTargets(db: Queryable, which: { access: Access; ids: string[] }) {
  const rows = await readTargets(db, which, false);
  return {
    preview: {
      kind: "documents" as const,
      documents: rows.map((row) => ({ document_id: row.id, title: row.title, source: row.source })),
    },
    sourceIds: [...new Set(rows.map((row) => row.source_id))],
    documentIds: rows.map((row) => row.id),
  };
}

/**
 * Version, source, title and tags of each document, and a newer version that was accepted already, locked until the
 * transaction ends. Throws `not_found`.
 */
export async function stateOfDocuments(
  db: Queryable,
  which: { access: Access; ids: string[] },
): Promise<string> {
  const rows = await readTargets(db, which, true);
  return canonicalJson(rows.map(({ source: _name, ...state }) => state));
}

async function readTargets(db: Queryable, which: { access: Access; ids: string[] }, lock: boolean) {
  const rows = await findTargets(db, { ...which, lock });
  if (rows.length !== new Set(which.ids).size) throw new AppError("not_found");
  return rows;
}

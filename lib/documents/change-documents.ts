import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { isTaken } from "@/db/is-taken";
import {
  hideDocuments,
  patchDocuments,
  restoreDocuments,
  retagDocuments,
} from "@/db/queries/document-changes";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { retitleChunks } from "@/lib/ingest/retitle";
import { embeddingModel } from "@/lib/models/embedding-model";
import { resolveSource } from "@/lib/sources/resolve-source";
import { getDocument } from "./get-document";
import type { DocumentBulk, DocumentBulkResult, DocumentDetail, DocumentPatch } from "./schema";

/** Changes title, tags, source or day in force. Throws `not_found`, or `conflict` when the source has such a uri already. */
export async function patchDocument(change: {
  access: Access;
  id: string;
  patch: DocumentPatch;
}): Promise<DocumentDetail> {
  const { access, id, patch } = change;
  const db = await database();
  const model = patch.title === undefined ? undefined : await embeddingModel();
  const ids = await orConflict(() =>
    db.transaction(async (transaction) => {
      const sourceId = patch.source && (await resolveSource(transaction, { access, name: patch.source })).id;
      const { title, tags, effective_date: effectiveDate } = patch;
      const changed = await patchDocuments(transaction, {
        access,
        ids: [id],
        patch: { title, tags, sourceId, effectiveDate },
      });
      if (title !== undefined && model && changed.length > 0)
        await retitleChunks(transaction, { documentId: id, title, model });
      return changed;
    }),
  );
  if (ids.length === 0) throw new AppError("not_found");
  return getDocument({ access, id });
}

/** Hides a document at once; it can be restored within the time for undo. Throws `not_found`. */
export async function deleteDocument({ access, id }: { access: Access; id: string }): Promise<void> {
  const db = await database();
  const ids = await db.transaction((transaction) => hideDocuments(transaction, { access, ids: [id] }));
  if (ids.length === 0) throw new AppError("not_found");
}

/** Undoes a deletion. Throws `not_found` when the time for it is over, `conflict` when another document took its place. */
export async function restoreDocument({
  access,
  id,
}: {
  access: Access;
  id: string;
}): Promise<DocumentDetail> {
  const db = await database();
  const ids = await orConflict(() =>
    db.transaction((transaction) =>
      restoreDocuments(transaction, { access, ids: [id], withinSeconds: env().UNDO_SECONDS }),
    ),
  );
  if (ids.length === 0) throw new AppError("not_found");
  return getDocument({ access, id });
}

/** One change to many documents, all or none of those that are there; the others are named. */
export async function changeDocuments({
  access,
  change,
}: {
  access: Access;
  change: DocumentBulk;
}): Promise<DocumentBulkResult> {
  const db = await database();
  const which = { access, ids: change.ids };
  const done = await orConflict(() =>
    db.transaction(async (transaction) => {
      switch (change.action) {
        case "delete":
          return hideDocuments(transaction, which);
        case "restore":
          return restoreDocuments(transaction, { ...which, withinSeconds: env().UNDO_SECONDS });
        case "tag":
          return retagDocuments(transaction, { ...which, add: change.tags, remove: [] });
        case "untag":
          return retagDocuments(transaction, { ...which, add: [], remove: change.tags });
        case "move": {
          const source = await resolveSource(transaction, { access, name: change.source });
          return patchDocuments(transaction, { ...which, patch: { sourceId: source.id } });
        }
      }
    }),
  );
  const there = new Set(done);
  return { done, not_found: [...new Set(change.ids)].filter((id) => !there.has(id)) };
}

async function orConflict<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new AppError("conflict", {
      public: "The source already holds a document with the same address. Delete or rename one of the two.",
      cause: error,
    });
  }
}

// What is done when there is time: deleted documents, sources and conversations past undo are erased, leftovers of
// broken uploads removed.
import type { Database } from "@/db/client";
import { sweepConversations } from "@/db/queries/conversations";
import { eraseChunks, eraseDocument, listErasable } from "@/db/queries/document-changes";
import { foldTextTotals } from "@/db/queries/ensure-indexes";
import { sweepSources } from "@/db/queries/managed-sources";
import { sweepOriginals } from "@/db/queries/originals";
import { env } from "@/lib/env/env";

const chunksAtOnce = 1000;

export interface Swept {
  documents: number;
  originals: number;
}

/** Erases every document (text, vectors, original) and conversation whose time for undo is over. Safe to run from several workers. */
export async function sweep(db: Database, { signal }: { signal: AbortSignal }): Promise<Swept> {
  const swept = { documents: 0, originals: 0 };
  await sweepSources(db);
  for (;;) {
    const ids = await listErasable(db, { undoSeconds: env().UNDO_SECONDS, limit: 100 });
    for (const id of ids) {
      while ((await eraseChunks(db, { documentId: id, past: false, limit: chunksAtOnce })) === chunksAtOnce)
        signal.throwIfAborted();
      if (await db.transaction((transaction) => eraseDocument(transaction, { id }))) swept.documents += 1;
      signal.throwIfAborted();
    }
    if (ids.length < 100) break;
  }
  while ((await eraseChunks(db, { past: true, limit: chunksAtOnce })) > 0) signal.throwIfAborted();
  swept.originals = await sweepOriginals(db, { olderThanHours: 24 });
  await sweepConversations(db, { undoSeconds: env().UNDO_SECONDS });
  await foldTextTotals(db);
  return swept;
}

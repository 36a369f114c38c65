// To another embedding model while searches go on with the one before: new vectors are written beside the old
// ones, then one transaction switches, then the old ones go. Interrupted at any moment, it goes on where it was.
import type { Database } from "@/db/client";
import { activeEmbedding, setActiveEmbedding } from "@/db/queries/active-embedding";
import { deleteEmbeddings, listUnembedded, lockEmbeddings } from "@/db/queries/reembedding";
import { insertEmbeddings } from "@/db/queries/staged-text";
import { dropVectorIndex } from "@/db/queries/vector-index";
import type { EmbeddingModel } from "@/lib/models/embedding-model";
import { embeddingText } from "./embedding-text";
import { indexVectors } from "./index-vectors";

const batchSize = 64;

export interface Reembedding {
  /** Model that searches used before; null on an empty installation. */
  from: string | null;
  to: string;
  embedded: number;
  removed: number;
}

/** Gives every chunk a vector of `model` and makes it the active one. `onProgress` gets the chunks still to do. */
export async function reembed(of: {
  db: Database;
  model: EmbeddingModel;
  signal: AbortSignal;
  onProgress?: (progress: { embedded: number; left: number }) => void;
}): Promise<Reembedding> {
  const { db, model, signal, onProgress } = of;
  const from = await activeEmbedding(db);
  const result: Reembedding = { from, to: model.id, embedded: 0, removed: 0 };
  for (;;) {
    result.embedded += await embedMissing({ ...of, done: result.embedded, onProgress });
    await indexVectors(db, model);
    // Files that were taken in meanwhile may have chunks without: then once more.
    if (await switchOver(db, model)) break;
    signal.throwIfAborted();
  }
  for (let removed = -1; removed !== 0; result.removed += removed) {
    signal.throwIfAborted();
    removed = await deleteEmbeddings(db, { except: model.id, limit: 2000 });
  }
  if (from !== null && from !== model.id) await dropVectorIndex(db, { model: from });
  return result;
}

async function embedMissing(of: Parameters<typeof reembed>[0] & { done: number }): Promise<number> {
  const { db, model, signal } = of;
  let embedded = 0;
  let after = 0;
  for (;;) {
    signal.throwIfAborted();
    const { chunks, left } = await listUnembedded(db, { model: model.id, after, limit: batchSize });
    const last = chunks.at(-1);
    if (!last) return embedded;
    const vectors = await model.embed(chunks.map(embeddingText), { signal });
    await insertEmbeddings(db, {
      model: model.id,
      vectors: chunks.map((chunk, index) => ({ chunkId: chunk.id, vector: vectors[index] })),
    });
    after = last.id;
    embedded += chunks.length;
    of.onProgress?.({ embedded: of.done + embedded, left: Math.max(0, left - chunks.length) });
  }
}

/** Switches when no chunk lacks a vector; nobody stores chunks while that is looked at. */
function switchOver(db: Database, model: EmbeddingModel): Promise<boolean> {
  return db.transaction(async (transaction) => {
    await lockEmbeddings(transaction);
    const { chunks } = await listUnembedded(transaction, { model: model.id, after: 0, limit: 1 });
    if (chunks.length > 0) return false;
    await setActiveEmbedding(transaction, { model: model.id });
    return true;
  });
}

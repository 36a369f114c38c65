// A person changed the title of a document: text search has it at once, vectors as soon as the worker has time.
import type { Database, Queryable } from "@/db/client";
import {
  listRetitled,
  listTitledChunks,
  settleRetitled,
  type TitledChunk,
  updateContexts,
} from "@/db/queries/retitling";
import { replaceEmbeddings } from "@/db/queries/staged-text";
import type { EmbeddingModel } from "@/lib/models/embedding-model";
import { ContextBuilder } from "./chunk-context";
import { embeddingTargets } from "./embedding-targets";
import { embeddingText } from "./embedding-text";

type Counting = Pick<EmbeddingModel, "countTokens" | "maxTokens">;

/** Puts the title into the contexts of the visible chunks, in the caller's transaction. */
export async function retitleChunks(
  db: Queryable,
  { documentId, title, model }: { documentId: string; title: string; model: Counting },
): Promise<void> {
  const retitled = retitler(title, model);
  for (let after = 0; ; ) {
    const chunks = await listTitledChunks(db, { documentId, after, limit: 500 });
    const last = chunks.at(-1);
    if (!last) return;
    await updateContexts(
      db,
      chunks.map((chunk) => ({ id: chunk.id, ...retitled(chunk) })),
    );
    after = last.id;
  }
}

/** Embeds the chunks of retitled documents again; returns of how many documents. Old vectors serve until then. */
export async function embedRetitled(db: Database, { signal }: { signal: AbortSignal }): Promise<number> {
  const documents = await listRetitled(db, { limit: 10 });
  if (documents.length === 0) return 0;
  const models = await embeddingTargets(db);
  const [model] = models;
  if (!model) return 0;
  for (const document of documents) {
    const retitled = retitler(document.title, model);
    for (let after = 0; ; ) {
      signal.throwIfAborted();
      const chunks = await listTitledChunks(db, { documentId: document.id, after, limit: 32 });
      const last = chunks.at(-1);
      if (!last) break;
      const renewed = chunks.map((chunk) => ({ ...chunk, ...retitled(chunk) }));
      const embedded = await Promise.all(
        models.map(async (target) => ({
          model: target.id,
          vectors: await target.embed(renewed.map(embeddingText), { signal }),
        })),
      );
      await db.transaction(async (transaction) => {
        await updateContexts(
          transaction,
          renewed.map(({ id, context, tokenCount }) => ({ id, context, tokenCount })),
        );
        for (const { model: modelId, vectors } of embedded) {
          await replaceEmbeddings(transaction, {
            model: modelId,
            vectors: renewed.map((chunk, index) => ({ chunkId: chunk.id, vector: vectors[index] })),
          });
        }
      });
      after = last.id;
    }
    await db.transaction((transaction) => settleRetitled(transaction, document));
  }
  return documents.length;
}

/** The context of a chunk under another title, kept so short that the chunk still fits the model. */
function retitler(title: string, model: Counting) {
  const marks = model.countTokens("");
  const countTokens = (text: string) => model.countTokens(text) - marks;
  const most = Math.min(240, model.maxTokens);
  const builders = new Map<number, ContextBuilder>();
  const builder = (maxTokens: number) => {
    const known = builders.get(maxTokens) ?? new ContextBuilder({ title, maxTokens, countTokens });
    builders.set(maxTokens, known);
    return known;
  };
  return ({ section, context, tokenCount }: TitledChunk): { context: string; tokenCount: number } => {
    const header = context.split("\n")[1];
    const without = tokenCount - countTokens(context);
    const room = Math.max(0, most - without);
    // Where the new title is longer than there is room for, headings go first, then the end of the title.
    const titleAlone = builder(room * 6);
    let built = builder(most).build(section, header);
    if (built.tokens > room) built = titleAlone.build([], header);
    if (built.tokens > room) built = titleAlone.build([], undefined);
    return { context: built.text, tokenCount: without + built.tokens };
  };
}

import type { Access } from "@/db/access";
import { suiteAccess } from "@/db/access";
import type { Database } from "@/db/client";
import { type CorpusDocument, insertCorpus } from "@/db/testing/insert-corpus";
import { embeddingText } from "@/lib/ingest/embedding-text";
import { parseFile } from "@/lib/ingest/parse/parse-file";
import { readDocument } from "@/lib/ingest/read-document";
import type { EmbeddingModel } from "@/lib/models/embedding-model";
import type { BenchSet } from "./load-sets";

export interface IndexedSet {
  access: Access;
  /** Document of each chunk, as the set names it. */
  documentOf: Map<number, string>;
  chunks: number;
}

/** Puts a set into the database through the product's own parser and chunker, in a suite's source of its own. */
export async function indexSet(db: Database, set: BenchSet, model: EmbeddingModel): Promise<IndexedSet> {
  const sourceId = `src_suite_${set.name}`;
  const documents: CorpusDocument[] = [];
  for (const document of set.documents) documents.push(await toDocument(document, set.name, model));
  const ids = await insertCorpus(db, {
    source: { id: sourceId, kind: "suite" },
    model: model.id,
    documents: documents.filter(({ chunks }) => chunks.length > 0),
  });
  const documentOf = new Map<number, string>();
  for (const [id, chunkIds] of ids)
    for (const chunkId of chunkIds) documentOf.set(chunkId, id.slice(set.name.length + 1));
  return { access: suiteAccess([sourceId]), documentOf, chunks: documentOf.size };
}

async function toDocument(
  { id, title, text }: BenchSet["documents"][number],
  prefix: string,
  model: EmbeddingModel,
): Promise<CorpusDocument> {
  const chunks: CorpusDocument["chunks"] = [];
  if (text.trim() !== "") {
    const parsed = await parseFile({
      bytes: Buffer.from(text),
      filename: `${id}.txt`,
      mediaType: "text/plain",
    });
    const options = { title, blocks: parsed.blocks, countTokens: model.countTokens };
    for await (const part of readDocument(options).parts) {
      if (part.type !== "chunk") continue;
      const [vector] = await model.embed([embeddingText(part.chunk)]);
      const { page, ...chunk } = part.chunk;
      chunks.push({ ...chunk, page: page ?? undefined, textConfig: parsed.textConfig, vector });
    }
  }
  return { id: `${prefix}/${id}`, title, chunks };
}

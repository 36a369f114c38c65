// Writes a version's text, chunks and vectors as they come off the parser, in batches that nobody sees yet.
// Memory holds one segment, one window of chunks and one batch of vectors, however long the document.
import type { Database } from "@/db/client";
import { type Holder, othersWait, reportProgress } from "@/db/queries/job-queue";
import {
  type ChunkRow,
  insertChunks,
  insertPages,
  insertSegments,
  lastStagedChunk,
} from "@/db/queries/staged-text";
import type { EmbeddingModel } from "@/lib/models/embedding-model";
import type { OutlineEntry } from "./assemble";
import { embeddingText } from "./embedding-text";
import type { ParsedFile } from "./parse/types";
import { type DocumentPart, readDocument } from "./read-document";
import { requireDiskSpace } from "./require-disk-space";
import { StopReason } from "./stop-reason";
import type { Stopwatch } from "./stopwatch";
import type { Turn } from "./turn";

/** Chunks that are looked ahead, so that most documents know how many there will be before embedding begins. */
const windowSize = 2000;
const batchSize = 32;

export interface Staging {
  db: Database;
  holder: Holder;
  version: { id: string; documentId: string; sourceId: string; storedChunks: number };
  parsed: ParsedFile;
  title: string;
  models: EmbeddingModel[];
  signal: AbortSignal;
  stopwatch: Stopwatch;
  turn: Turn;
}

export interface StagedText {
  length: number;
  chunkCount: number;
  pageCount: number | null;
  outline: OutlineEntry[];
}

/** What a worker before left doesn't fit what this one makes of the file: to be cleared and begun again. */
export class StagedMismatch extends Error {}

/** Stages the whole text, going on after the chunks that are stored already. */
export async function stageText(staging: Staging): Promise<StagedText> {
  const { parsed, stopwatch, models, title } = staging;
  const [model] = models;
  if (!model) throw new Error("no embedding model");
  const reading = readDocument({
    blocks: stopwatch.stream("reading", parsed.blocks),
    title,
    countTokens: model.countTokens,
    maxTokens: Math.min(240, model.maxTokens),
  });
  let pages = 0;
  const parts = stopwatch.stream("chunking", reading.parts, ["reading"]);
  const chunkCount = await stageChunks(
    staging,
    storeAround(staging, parts, () => {
      pages += 1;
    }),
  );
  return {
    length: reading.length(),
    chunkCount,
    pageCount: parsed.pageCount ?? (pages > 0 ? pages : null),
    outline: reading.outline,
  };
}

/** The chunks alone; segments and pages are stored as they pass. */
async function* storeAround(
  { db, version, stopwatch }: Staging,
  parts: AsyncGenerator<DocumentPart>,
  onPage: () => void,
): AsyncGenerator<ChunkRow> {
  const versionId = version.id;
  for await (const part of parts) {
    if (part.type === "chunk") yield part.chunk;
    else if (part.type === "segment") {
      await stopwatch.time("storing", () => insertSegments(db, { versionId, segments: [part.segment] }));
    } else {
      onPage();
      await stopwatch.time("storing", () => insertPages(db, { versionId, pages: [part.page] }));
    }
  }
}

/** Embeds and stores chunks window by window; the next batch is embedded while the last one is stored. */
async function stageChunks(staging: Staging, chunks: AsyncGenerator<ChunkRow>): Promise<number> {
  const { db, holder, version, stopwatch } = staging;
  const resumeAfter =
    version.storedChunks > 0 ? await lastStagedChunk(db, { versionId: version.id }) : undefined;
  let count = 0;
  let storing: Promise<void> = Promise.resolve();
  await progress(staging, { step: "chunking", done: version.storedChunks });
  for (;;) {
    const window: ChunkRow[] = [];
    let ended = false;
    while (window.length < windowSize) {
      const next = await chunks.next();
      staging.signal.throwIfAborted();
      if (next.done) {
        ended = true;
        break;
      }
      count += 1;
      const chunk = next.value;
      if (resumeAfter && chunk.ordinal <= resumeAfter.ordinal) {
        if (
          chunk.ordinal === resumeAfter.ordinal &&
          (chunk.start !== resumeAfter.start || chunk.end !== resumeAfter.end)
        )
          throw new StagedMismatch();
      } else window.push(chunk);
    }
    await progress(staging, { step: "embedding", ...(ended && { total: count }) });
    if (window.length > 0) staging.turn.begins();
    for (let start = 0; start < window.length; start += batchSize) {
      const batch = window.slice(start, start + batchSize);
      await requireDiskSpace();
      const vectors = await embedBatch(staging, batch);
      await stopwatch.time("storing", () => storing);
      storing = storeBatch(staging, batch, vectors);
      // Looked at when it is awaited; until then its failure is nobody's.
      storing.catch(() => {});
      if (staging.turn.isOver) {
        await stopwatch.time("storing", () => storing);
        if (await othersWait(db, holder)) throw new StopReason("turn_over");
      }
    }
    if (ended) break;
  }
  await stopwatch.time("storing", () => storing);
  if (resumeAfter && count <= resumeAfter.ordinal) throw new StagedMismatch();
  await progress({ db, holder }, { step: "storing" });
  return count;
}

async function embedBatch({ models, signal, stopwatch }: Staging, batch: ChunkRow[]) {
  const texts = batch.map(embeddingText);
  const vectors: { model: string; vectors: Float32Array[] }[] = [];
  for (const model of models) {
    vectors.push({
      model: model.id,
      vectors: await stopwatch.time("embedding", () => model.embed(texts, { signal })),
    });
  }
  return vectors;
}

async function storeBatch(
  { db, holder, version, parsed }: Staging,
  chunks: ChunkRow[],
  vectors: { model: string; vectors: Float32Array[] }[],
): Promise<void> {
  await db.transaction(async (transaction) => {
    // Locks the item first: who has lost it writes nothing more.
    const last = chunks.at(-1);
    await progress(
      { db: transaction, holder },
      { step: "embedding", done: (last?.ordinal ?? 0) + 1, advanced: true },
    );
    await insertChunks(transaction, {
      versionId: version.id,
      documentId: version.documentId,
      sourceId: version.sourceId,
      textConfig: parsed.textConfig,
      chunks,
      vectors,
    });
  });
}

async function progress(
  { db, holder }: { db: Parameters<typeof reportProgress>[0]; holder: Holder },
  state: { step: string; done?: number; total?: number; advanced?: boolean },
): Promise<void> {
  const { held, cancelled } = await reportProgress(db, { ...holder, ...state });
  if (!held) throw new StopReason("lost");
  if (cancelled) throw new StopReason("cancelled");
}

// One file from its stored bytes to a visible document: parse → chunk → embed → store → publish.
// Everything before the last step is staged and invisible; the last is one short transaction.
import { z } from "zod";
import type { Database } from "@/db/client";
import { eraseChunks } from "@/db/queries/document-changes";
import { type ClaimedItem, finishItem, type Holder } from "@/db/queries/job-queue";
import { deleteUnusedOriginal } from "@/db/queries/originals";
import { clearStaged, countStagedVectors } from "@/db/queries/staged-text";
import {
  discardVersions,
  findStagedVersion,
  publishVersion,
  replaceTags,
  type StagedVersion,
} from "@/db/queries/versions";
import { AppError } from "@/lib/errors/app-error";
import { embeddingTargets } from "./embedding-targets";
import { parseFile } from "./parse/parse-file";
import { readOriginal } from "./read-original";
import { StagedMismatch, type StagedText, stageText } from "./stage";
import { StopReason } from "./stop-reason";
import { Stopwatch } from "./stopwatch";
import { Turn } from "./turn";

const itemParametersSchema = z.object({
  title: z.string().optional(),
  tags: z.array(z.string()).optional(),
  effectiveDate: z.string().optional(),
});

export interface Run {
  db: Database;
  item: ClaimedItem;
  owner: string;
  signal: AbortSignal;
  /** So long it may keep the worker while others wait. */
  turnSeconds: number;
}

/**
 * Does the item and ends it as `completed` or `unchanged`. Throws `AppError` for a file that can't be read and
 * `StopReason` when the item is no longer this worker's; what was staged stays for whoever goes on.
 */
export async function runItem({ db, item, owner, signal, turnSeconds }: Run): Promise<void> {
  const turn = new Turn(turnSeconds);
  const holder = { itemId: item.id, owner };
  const version = item.version_id === null ? undefined : await findStagedVersion(db, { id: item.version_id });
  if (version?.state !== "staged" || version.deleted || item.original_id === null) {
    throw new AppError("not_found", {
      public: "The document was deleted before this file was read. Upload it again if it is still wanted.",
    });
  }
  const parameters = itemParametersSchema.parse(item.parameters);
  const newest = version.current_number === null || version.current_number < version.number;
  if (!newest || version.current_hash === version.content_hash) {
    await endUnchanged({ db, holder, item, version, tags: newest ? parameters.tags : undefined });
    return;
  }
  const stopwatch = new Stopwatch();
  const parsedAndStaged = await stageFile({
    db,
    item,
    holder,
    version,
    signal,
    stopwatch,
    turn,
    parameters,
  });
  signal.throwIfAborted();
  await publish({ db, holder, version, parameters, stopwatch, ...parsedAndStaged });
  if (version.current_number !== null) {
    while ((await eraseChunks(db, { documentId: version.document_id, past: true, limit: 1000 })) > 0);
  }
}

type Parameters = z.infer<typeof itemParametersSchema>;

interface Parsed {
  file: Awaited<ReturnType<typeof parseFile>>;
  title: string;
  text: StagedText;
}

async function stageFile(stage: {
  db: Database;
  item: ClaimedItem;
  holder: Holder;
  version: StagedVersion;
  signal: AbortSignal;
  stopwatch: Stopwatch;
  turn: Turn;
  parameters: Parameters;
}): Promise<Parsed> {
  const { db, item, holder, version, signal, stopwatch, turn, parameters } = stage;
  const { original, bytes } = await stopwatch.time("reading", () =>
    readOriginal(db, { id: item.original_id ?? "", signal }),
  );
  const models = await embeddingTargets(db);
  let storedChunks = await reusableChunks(
    db,
    version,
    models.map((model) => model.id),
  );
  for (let tries = 0; ; tries++) {
    const file = await stopwatch.time("reading", () =>
      parseFile({ bytes, filename: original.filename, mediaType: original.media_type, signal }),
    );
    const title = parameters.title ?? file.title;
    try {
      const text = await stageText({
        db,
        holder,
        version: {
          id: version.id,
          documentId: version.document_id,
          sourceId: version.source_id,
          storedChunks,
        },
        parsed: file,
        title,
        models,
        signal,
        stopwatch,
        turn,
      });
      return { file, title, text };
    } catch (error) {
      if (!(error instanceof StagedMismatch) || tries > 0) throw error;
      await clearStaged(db, { versionId: version.id });
      storedChunks = 0;
    }
  }
}

/** How many chunks of an earlier attempt can be kept: all, when each has its vectors; else none. */
async function reusableChunks(db: Database, version: StagedVersion, models: string[]): Promise<number> {
  if (version.stored_chunks === 0) return 0;
  for (const model of models) {
    if ((await countStagedVectors(db, { versionId: version.id, model })) === version.stored_chunks) continue;
    await clearStaged(db, { versionId: version.id });
    return 0;
  }
  return version.stored_chunks;
}

async function publish(
  done: Parsed & {
    db: Database;
    holder: Holder;
    version: StagedVersion;
    parameters: Parameters;
    stopwatch: Stopwatch;
  },
): Promise<void> {
  const { db, holder, version, parameters, stopwatch, file, title, text } = done;
  if (text.chunkCount === 0) throw new AppError("file_no_text");
  const warnings = file.coveredByEmbedding ? file.warnings : [...file.warnings, notCovered(file.language)];
  const startedAt = performance.now();
  await db.transaction(async (transaction) => {
    const timings = stopwatch.result();
    const held = await finishItem(transaction, {
      ...holder,
      state: "completed",
      chunkCount: text.chunkCount,
      timings: { ...timings, storing: (timings.storing ?? 0) + Math.round(performance.now() - startedAt) },
    });
    if (!held) throw new StopReason("lost");
    await publishVersion(transaction, {
      versionId: version.id,
      title,
      type: file.type,
      language: file.language ?? "und",
      textConfig: file.textConfig,
      effectiveDate: parameters.effectiveDate ?? file.effectiveDate,
      warnings,
      tags: parameters.tags ?? null,
      ...text,
    });
  });
}

function notCovered(language: string | null): string {
  const name = language && new Intl.DisplayNames(["en"], { type: "language" }).of(language);
  return `The embedding model was made for English; this document is ${name ? `in ${name}` : "in another language"}. It is found by its words rather than by its meaning.`;
}

async function endUnchanged(end: {
  db: Database;
  holder: Holder;
  item: ClaimedItem;
  version: StagedVersion;
  tags: string[] | undefined;
}): Promise<void> {
  const { db, holder, item, version, tags } = end;
  await db.transaction(async (transaction) => {
    if (!(await finishItem(transaction, { ...holder, state: "unchanged" }))) throw new StopReason("lost");
    await discardVersions(transaction, { versionIds: [version.id], keepDocuments: true });
    if (tags) await replaceTags(transaction, { documentId: version.document_id, tags });
    if (item.original_id) await deleteUnusedOriginal(transaction, { id: item.original_id });
  });
}

import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { findOriginal, readOriginalPart } from "@/db/queries/originals";
import { AppError } from "@/lib/errors/app-error";
import { requireVersion } from "./require-version";

const partBytes = 1_048_576;

export interface OriginalFile {
  filename: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  /** The bytes from `start` to `end`, half-open, a part of 1 MiB at a time. */
  read(range: { start: number; end: number }): AsyncGenerator<Uint8Array>;
}

/** The file that a version was read from, as it came. Throws `not_found`. */
export async function readOriginal(read: {
  access: Access;
  documentId: string;
  versionId?: string | undefined;
}): Promise<OriginalFile> {
  const db = await database();
  const version = await requireVersion(db, read);
  const original = version.original_id
    ? await findOriginal(db, { reader: read.access, id: version.original_id })
    : undefined;
  if (!original) throw new AppError("not_found");
  return {
    filename: original.filename,
    mediaType: original.media_type,
    sizeBytes: original.size_bytes,
    sha256: original.sha256,
    async *read({ start, end }) {
      for (let at = start; at < end; ) {
        const ordinal = Math.floor(at / partBytes);
        const part = await readOriginalPart(db, { reader: read.access, originalId: original.id, ordinal });
        if (!part)
          throw new AppError("not_found", { internal: `original ${original.id} lacks part ${ordinal}` });
        const bytes = part.subarray(at - ordinal * partBytes, end - ordinal * partBytes);
        yield bytes;
        at += bytes.length;
      }
    },
  };
}

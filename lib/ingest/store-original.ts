import { createHash } from "node:crypto";
import type { Database } from "@/db/client";
import {
  deleteUnusedOriginal,
  finishOriginal,
  insertOriginal,
  insertOriginalPart,
} from "@/db/queries/originals";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/text/new-id";
import { requireDiskSpace } from "./require-disk-space";

const partBytes = 1_048_576;

export interface StoredOriginal {
  id: string;
  sha256: string;
  sizeBytes: number;
}

/**
 * Keeps a file as it comes, in parts of 1 MiB, so that however large it is little of it is in memory.
 * Nothing points to it yet: should the upload break off, the sweeper removes what came.
 * Throws `file_empty`, or as soon as it is so `file_too_large` or `storage_full`, having removed what was stored.
 */
export async function storeOriginal(
  db: Database,
  file: { filename: string; mediaType: string; bytes: AsyncIterable<Uint8Array> },
): Promise<StoredOriginal> {
  const id = newId("org");
  const hash = createHash("sha256");
  const limit = env().MAX_FILE_MB * 1_048_576;
  let sizeBytes = 0;
  let ordinal = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const flush = async () => {
    await requireDiskSpace();
    if (ordinal === 0) await insertOriginal(db, { id, filename: file.filename, mediaType: file.mediaType });
    let data = Buffer.concat(pending);
    while (data.length > 0) {
      await insertOriginalPart(db, { originalId: id, ordinal: ordinal++, data: data.subarray(0, partBytes) });
      data = data.subarray(partBytes);
    }
    pending = [];
    pendingBytes = 0;
  };
  try {
    for await (const bytes of file.bytes) {
      sizeBytes += bytes.byteLength;
      if (sizeBytes > limit) throw tooLarge(file.filename);
      hash.update(bytes);
      pending.push(bytes);
      pendingBytes += bytes.byteLength;
      if (pendingBytes >= partBytes) await flush();
    }
    if (sizeBytes === 0) {
      throw new AppError("file_empty", {
        public: `“${file.filename}” is empty: there is nothing in this file.`,
      });
    }
    if (pendingBytes > 0) await flush();
    const sha256 = hash.digest("hex");
    await finishOriginal(db, { id, sha256, sizeBytes });
    return { id, sha256, sizeBytes };
  } catch (error) {
    if (ordinal > 0) await deleteUnusedOriginal(db, { id }).catch(() => {});
    throw error;
  }
}

function tooLarge(filename: string): AppError {
  return new AppError("file_too_large", {
    public: `“${filename}” is larger than ${env().MAX_FILE_MB} MB, the most this server takes. Split it, or have MAX_FILE_MB raised.`,
  });
}

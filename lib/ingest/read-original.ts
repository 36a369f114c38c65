import type { Database } from "@/db/client";
import { findOriginal, type OriginalRow, readOriginalPart } from "@/db/queries/originals";
import { AppError } from "@/lib/errors/app-error";

/** A stored file as one buffer: parsers read from the end as well as from the beginning. */
export async function readOriginal(
  db: Database,
  { id, signal }: { id: string; signal?: AbortSignal },
): Promise<{ original: OriginalRow; bytes: Buffer }> {
  const original = await findOriginal(db, { reader: "worker", id });
  if (!original) throw new AppError("not_found", { internal: `original ${id} is gone` });
  const bytes = Buffer.allocUnsafe(original.size_bytes);
  let length = 0;
  for (let ordinal = 0; length < bytes.length; ordinal++) {
    signal?.throwIfAborted();
    const part = await readOriginalPart(db, { reader: "worker", originalId: id, ordinal });
    if (!part) throw new AppError("file_corrupt", { internal: `original ${id} lacks part ${ordinal}` });
    length += part.copy(bytes, length);
  }
  return { original, bytes };
}

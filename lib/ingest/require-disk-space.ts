import { statfs } from "node:fs/promises";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";

const mebibyte = 1_048_576;

/**
 * Throws `storage_full` when the disk of the embedded database has less than `MIN_FREE_MB` left: what is kept free
 * lets questions, answers and deleting go on. With a Postgres elsewhere it is for that to say.
 */
export async function requireDiskSpace(): Promise<void> {
  const { DATABASE_URL, DATA_DIR, MIN_FREE_MB } = env();
  if (DATABASE_URL || MIN_FREE_MB === 0) return;
  const disk = await statfs(DATA_DIR).catch(() => undefined);
  if (!disk || disk.bavail * disk.bsize >= MIN_FREE_MB * mebibyte) return;
  throw new AppError("storage_full", {
    internal: `${Math.floor((disk.bavail * disk.bsize) / mebibyte)} MiB left on the disk of ${DATA_DIR}`,
  });
}

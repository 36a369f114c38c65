import { AppError } from "@/lib/errors/app-error";
import { closeDatabase, type OpenOptions, openDatabase } from "../client";
import { migrateDatabase } from "../migrate";
import { dumpLines, sumTables, type TableSums } from "./dump";
import { differingTables, loadLines } from "./load";
import { openSnapshot } from "./snapshot";

/**
 * Copies everything from one database into another, then reads both and compares counts and checksums,
 * table by table. What is written to the first meanwhile stays behind.
 */
export async function moveDatabase(
  from: OpenOptions,
  to: { url: string; force?: boolean },
): Promise<TableSums> {
  const target = await openDatabase({ url: to.url, poolSize: 3 });
  try {
    await migrateDatabase(target);
    const source = await openSnapshot(from);
    try {
      const moved = await loadLines(target, dumpLines(source.db), { force: to.force ?? false });
      const differing = differingTables(moved, await sumTables(target));
      if (differing.length > 0) {
        throw new AppError("internal", {
          public: `The copy differs from the original in: ${differing.join(", ")}. Go on with the original, and report this.`,
        });
      }
      return moved;
    } finally {
      await source.close();
    }
  } finally {
    await closeDatabase(target);
  }
}

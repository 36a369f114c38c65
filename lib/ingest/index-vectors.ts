import type { Database } from "@/db/client";
import { ensureVectorIndex } from "@/db/queries/vector-index";
import { env } from "@/lib/env/env";

/**
 * Makes the vector index once there are enough chunks for one. On a server alone: the embedded database does one
 * thing at a time and would answer nothing for minutes, where scanning every vector takes milliseconds.
 */
export async function indexVectors(
  db: Database,
  { id, dimensions }: { id: string; dimensions: number },
): Promise<void> {
  if (env().DATABASE_URL === undefined) return;
  await ensureVectorIndex(db, { model: id, dimensions });
}

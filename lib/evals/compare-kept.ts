// Comparisons of runs that have ended don't change: the last ones are kept, since intervals of large runs take seconds.
import { LRUCache } from "lru-cache";
import { compareRuns, getRun } from "./runs";
import type { Comparison } from "./schema";

const kept = new LRUCache<string, Promise<Comparison>>({ max: 50 });

/** As `compareRuns`; a pair of ended runs is worked out once. */
export async function compareKept(of: { a: string; b: string }): Promise<Comparison> {
  const [a, b] = await Promise.all([getRun({ id: of.a }), getRun({ id: of.b })]);
  const key = `${a.id} ${a.finished_at} ${b.id} ${b.finished_at}`;
  const known = kept.get(key);
  if (known) return known;
  const found = compareRuns(of);
  if (a.finished_at !== null && b.finished_at !== null) {
    kept.set(key, found);
    found.catch(() => kept.delete(key));
  }
  return found;
}

import { env } from "@/lib/env/env";
import { allCaches } from "./caches";
import type { CacheStatus } from "./schema";

/** How the caches of this process stand, by name; none before their first use. */
export function describeCaches(): { caches: CacheStatus[]; similar_questions: boolean } {
  const caches = allCaches()
    .map((cache) => cache.describe())
    .sort((one, other) => one.name.localeCompare(other.name));
  return { caches, similar_questions: env().CACHE_SIMILAR_QUESTIONS === "on" };
}

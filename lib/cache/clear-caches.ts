import { database } from "@/db/client";
import { nextCacheEpoch } from "@/db/queries/readable-state";
import { redisKey, tryRedis } from "@/lib/redis/redis";
import { allCaches } from "./caches";

/**
 * Empties the caches of every process: from the moment this returns no key of before is asked for any more. What
 * lies in Redis is deleted as well, as far as it answers; returns how many values those were.
 */
export async function clearCaches(): Promise<{ deleted: number }> {
  await nextCacheEpoch(await database());
  for (const cache of allCaches()) cache.clear();
  const result = await tryRedis(async (redis) => {
    let deleted = 0;
    for await (const keys of redis.scanStream({ match: `${redisKey("cache")}:*`, count: 500 })) {
      if (Array.isArray(keys) && keys.length > 0) deleted += await redis.unlink(...(keys as string[]));
    }
    return deleted;
  });
  return { deleted: result.kind === "done" ? result.value : 0 };
}

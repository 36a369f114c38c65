// npm run cache -- clear: empties the caches of every process of this installation.
import { closeDatabase, database } from "@/db/client";
import { clearCaches } from "@/lib/cache/clear-caches";
import { closeRedis } from "@/lib/redis/redis";

if (process.argv[2] === "clear") {
  const { deleted } = await clearCaches();
  console.log(`The caches are empty. ${deleted} values were deleted in Redis.`);
  await closeDatabase(await database());
  closeRedis();
} else {
  console.error("npm run cache -- clear");
  process.exitCode = 2;
}

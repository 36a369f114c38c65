import { z } from "zod";

/** How one cache stands, as the status page and `npm run cache` show it. Counts are of this process since its start. */
export const cacheStatusSchema = z
  .object({
    name: z.string(),
    on: z.boolean(),
    /** `process`, or `redis` when what one process found serves the others too. */
    kept_in: z.enum(["process", "redis"]),
    ttl_seconds: z.number().int(),
    hits: z.number().int(),
    misses: z.number().int(),
    /** Of this process; what lies in Redis isn't counted. */
    entries: z.number().int(),
    bytes: z.number().int(),
    max_bytes: z.number().int(),
  })
  .meta({ id: "CacheStatus" });
export type CacheStatus = z.infer<typeof cacheStatusSchema>;

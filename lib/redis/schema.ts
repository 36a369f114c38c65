import { z } from "zod";

/** What is known of Redis: it answers, it doesn't, or none is set. */
export const redisStateSchema = z.enum(["ok", "down", "not_configured"]);
export type RedisState = z.infer<typeof redisStateSchema>;

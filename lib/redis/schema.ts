import { z } from "zod";

/** What is known of Redis: it answers, it doesn't, or none is set. */
export const redisStateSchema = z.enum(["ok", "down", "not_configured"]);
export type RedisState = z.infer<typeof redisStateSchema>;

/** What came of a use of Redis. `unavailable` also when none is set: the caller goes its way without. */
export type RedisResult<T> = { kind: "done"; value: T } | { kind: "unavailable" };

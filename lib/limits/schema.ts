import { z } from "zod";

/** Kinds of requests that are counted apart. */
export const limitClassSchema = z.enum(["ask", "search", "ingest", "read", "sign_in"]);
export type LimitClass = z.infer<typeof limitClassSchema>;

/** Kinds of work whose amount in progress is bounded in each process. */
export const workKindSchema = z.enum(["ask", "search", "ingest"]);
export type WorkKind = z.infer<typeof workKindSchema>;

/** What a limiter says of one request. */
export interface RateDecision {
  allowed: boolean;
  limitClass: LimitClass;
  /** Requests in a window. */
  limit: number;
  remaining: number;
  windowSeconds: number;
  /** Seconds until the window ends; when refused, until trying again makes sense. At least 1. */
  resetSeconds: number;
}

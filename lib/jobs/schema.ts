import { z } from "zod";

export const jobItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["queued", "running", "completed", "unchanged", "failed", "cancelled"]),
  step: z.enum(["waiting", "reading", "chunking", "embedding", "storing", "done"]),
  done: z.number().int(),
  total: z.number().int().nullable(),
  document_id: z.string().nullable(),
  chunk_count: z.number().int().nullable(),
  warnings: z.array(z.string()),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type JobItem = z.infer<typeof jobItemSchema>;

export const jobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["ingest"]),
    label: z.string(),
    state: z.enum(["queued", "running", "completed", "failed", "cancelled"]),
    progress: z.object({
      total: z.number().int(),
      completed: z.number().int(),
      unchanged: z.number().int(),
      failed: z.number().int(),
      cancelled: z.number().int(),
      chunks: z.number().int(),
      /** Chunks embedded a second while it ran. */
      chunks_per_second: z.number().nullable(),
    }),
    /** The first 1,000 items, those that run or failed first. */
    items: z.array(jobItemSchema),
    created_at: z.string(),
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "Job" });
export type Job = z.infer<typeof jobSchema>;

/** Server-sent events of a job, named by `type`; `job-finished` is the last. */
export const jobEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("job-updated"), job: jobSchema }),
  z.object({ type: z.literal("job-finished"), job: jobSchema }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;

export const jobListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });

export const jobListSchema = z.object({ data: z.array(jobSchema) });

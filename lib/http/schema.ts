import { z } from "zod";
import { redisStateSchema } from "../redis/schema";

/** RFC 9457, as every error answer of the API. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    request_id: z.string(),
    invalid_params: z.array(z.object({ name: z.string(), reason: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problemSchema>;

export const healthSchema = z.object({ status: z.literal("ok") }).meta({ id: "Health" });

const checkSchema = z.object({ ok: z.boolean(), detail: z.string().nullable() });
/** `ready` only when each part is. */
export const readySchema = z
  .object({
    ready: z.boolean(),
    checks: z.object({
      database: checkSchema,
      migrations: checkSchema,
      embedding_model: checkSchema,
      language_model: checkSchema,
      /** Redis is never needed: `down` means that limits, caches and streams go on in each process by itself. */
      redis: checkSchema.extend({ state: redisStateSchema }),
    }),
  })
  .meta({ id: "Ready" });
export type Ready = z.infer<typeof readySchema>;

const modelCheckSchema = z
  .object({ ok: z.boolean(), detail: z.string(), latency_ms: z.int() })
  .meta({ id: "ModelCheck" });
export type ModelCheck = z.infer<typeof modelCheckSchema>;
export const modelsCheckSchema = z
  .object({ language_model: modelCheckSchema, embedding_model: modelCheckSchema })
  .meta({ id: "ModelsCheck" });
export type ModelsCheck = z.infer<typeof modelsCheckSchema>;

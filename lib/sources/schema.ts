import { z } from "zod";

export const sourceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    visibility: z.enum(["everyone", "granted"]),
    trusted: z.boolean(),
    document_count: z.number().int(),
    chunk_count: z.number().int(),
  })
  .meta({ id: "Source" });
export type Source = z.infer<typeof sourceSchema>;

export const sourceListSchema = z.object({ data: z.array(sourceSchema) });

const storable = (text: string) => !text.includes("\u0000");

export const sourceCreateSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100).refine(storable, "must not hold a NUL character"),
    description: z.string().trim().max(1000).refine(storable, "must not hold a NUL character").optional(),
  })
  .meta({ id: "SourceCreate", example: { name: "Facilities" } });
export type SourceCreate = z.infer<typeof sourceCreateSchema>;

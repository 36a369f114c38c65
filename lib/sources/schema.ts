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

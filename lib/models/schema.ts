import { z } from "zod";

/** A passage as a model of ours gets it: typed provider options, never parsed back out of a prompt. */
export const modelPassageSchema = z.object({
  /** Number by which an answer cites it: `[1]`. */
  marker: z.number().int(),
  chunkId: z.string(),
  documentId: z.string(),
  title: z.string(),
  section: z.array(z.string()),
  context: z.string(),
  text: z.string(),
  start: z.number().int(),
  effectiveDate: z.string().nullable(),
  score: z.number(),
});
export type ModelPassage = z.infer<typeof modelPassageSchema>;

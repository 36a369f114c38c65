import { z } from "zod";

const usageSchema = z.object({
  input_tokens: z.int().default(0),
  output_tokens: z.int().default(0),
  working_ms: z.int().default(0),
});
/** What a run used so far: tokens of its model, and milliseconds of work without the waiting for people. */
export type RunUsage = z.infer<typeof usageSchema>;

export function readUsage(stored: unknown): RunUsage {
  return usageSchema.parse(stored ?? {});
}

import { z } from "zod";

/** `providerOptions.groundwork` of a call: what the planner reads in place of the prompt. */
export const plannerOptionsSchema = z.object({
  request: z.string(),
  /** Tools that the person may use here. */
  tools: z.array(z.string()),
  /** Services that may be called. */
  services: z.array(z.object({ name: z.string(), description: z.string() })),
  /** What happened in this run so far, in order. */
  steps: z.array(
    z.object({
      kind: z.enum(["tool", "question", "reply", "message"]),
      state: z.string(),
      tool: z.string().nullable(),
      arguments: z.unknown(),
      output: z.unknown(),
      text: z.string().nullable(),
      errorCode: z.string().nullable(),
    }),
  ),
});
export type PlannerOptions = z.infer<typeof plannerOptionsSchema>;
export type PlannerStep = PlannerOptions["steps"][number];

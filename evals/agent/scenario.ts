import { readFileSync } from "node:fs";
import { z } from "zod";
import { runStateSchema } from "@/lib/agent/schema";

/** What an argument has to be: `@Title` is the id of that document; `has` words or phrases that must stand in it. */
const expectedSchema: z.ZodType<unknown> = z.unknown();

/** One line of `evals/agent/*.jsonl`. */
export const scenarioSchema = z.strictObject({
  id: z.string(),
  kind: z.enum([
    "right_tool",
    "right_arguments",
    "several_steps",
    "none_of_the_tools",
    "ask_back",
    "refuse",
    "injected_document",
    "denied",
    "edited",
    "expired",
    "no_right",
  ]),
  request: z.string(),
  /** Who asks: an editor unless said otherwise. */
  person: z.enum(["editor", "member"]).default("editor"),
  /** Answers to what it asks, in order. */
  replies: z.array(z.string()).default([]),
  /** What the approver does with each request, in order. */
  decisions: z
    .array(
      z.union([
        z.enum(["approve", "expire"]),
        z.strictObject({ deny: z.string() }),
        z.strictObject({ edit: z.record(z.string(), z.unknown()) }),
      ]),
    )
    .default([]),
  expect: z.strictObject({
    /** The tool that does what is asked; null for none at all. */
    tool: z.string().nullable(),
    /** All tools in their order, where it matters; searches on the way are left out. */
    tools: z.array(z.string()).optional(),
    arguments: z.record(z.string(), expectedSchema).default({}),
    state: runStateSchema,
    /** Writes that are done at the end. */
    writes: z.int().optional(),
    /** Stand in what it says at the end or asks. */
    says: z.array(z.string()).default([]),
    flags: z.array(z.string()).optional(),
  }),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/** The scenarios of a file. */
export function readScenarios(file: string | URL): Scenario[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => scenarioSchema.parse(JSON.parse(line)));
}

import { type ToolSet, tool } from "ai";
import { z } from "zod";
import type { Principal } from "@/lib/auth/schema";
import { mayUse, type ToolDecision } from "../tools/may-use";
import { tools } from "../tools/tools";

/** How a model asks its person something; no tool of the installation, it reads and writes nothing. */
export const askPersonName = "ask_person";
export const askPersonInput = z.strictObject({
  question: z.string().trim().min(1).max(1000).describe("One question, in the person's own terms"),
  options: z.array(z.string().trim().min(1).max(200)).max(10).default([]).describe("Answers to choose from"),
});

/** The tools that a model is offered: those that the person may use. None is carried out by the SDK. */
export function modelTools(principal: Principal, policy: Record<string, ToolDecision>): ToolSet {
  const offered = tools.filter((one) => mayUse(one, principal, policy) !== "deny");
  return {
    ...Object.fromEntries(
      offered.map(({ name, description, input }) => [name, tool({ description, inputSchema: input })]),
    ),
    [askPersonName]: tool({
      description: "Asks the person who made the request, where something is missing or not sure.",
      inputSchema: askPersonInput,
    }),
  };
}

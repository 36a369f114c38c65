// The agent's model without a network: understands requests by rules and by likeness to examples, and calls tools like
// any other model. Stateless: it goes through its plan anew in each turn, past the steps that are done, to the next one.
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import type { EmbeddingModel } from "@/lib/models/embedding-types";
import { estimateTokens } from "@/lib/models/estimate-tokens";
import { nextAction, type PlannerAction } from "./next-action";
import { plannerOptionsSchema } from "./planner-options";

/** The planner. `vectors` is asked only where its rules don't know what is wanted; null when there is no model. */
export function plannerModel(vectors: () => Promise<EmbeddingModel | null>): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: "groundwork",
    modelId: "planner/1",
    supportedUrls: {},
    doGenerate: async (options) => {
      const action = await act(options, vectors);
      return {
        content:
          action.kind === "say"
            ? [{ type: "text", text: action.text }]
            : [
                ...(action.reason ? [{ type: "text" as const, text: action.reason }] : []),
                {
                  type: "tool-call",
                  toolCallId: callId(options),
                  toolName: action.tool,
                  input: JSON.stringify(action.input),
                },
              ],
        finishReason: finishOf(action),
        usage: usageOf(options, action),
        warnings: [],
      };
    },
    doStream: async (options) => {
      const action = await act(options, vectors);
      return {
        stream: streamOf([...parts(options, action)]),
      };
    },
  };
}

async function act(
  options: LanguageModelV4CallOptions,
  vectors: () => Promise<EmbeddingModel | null>,
): Promise<PlannerAction> {
  options.abortSignal?.throwIfAborted();
  return nextAction(plannerOptionsSchema.parse(options.providerOptions?.groundwork), vectors);
}

function* parts(
  options: LanguageModelV4CallOptions,
  action: PlannerAction,
): Generator<LanguageModelV4StreamPart> {
  yield { type: "stream-start", warnings: [] };
  const text = action.kind === "say" ? action.text : (action.reason ?? "");
  if (text) {
    yield { type: "text-start", id: "1" };
    yield { type: "text-delta", id: "1", delta: text };
    yield { type: "text-end", id: "1" };
  }
  if (action.kind === "call")
    yield {
      type: "tool-call",
      toolCallId: callId(options),
      toolName: action.tool,
      input: JSON.stringify(action.input),
    };
  yield { type: "finish", finishReason: finishOf(action), usage: usageOf(options, action) };
}

function callId(options: LanguageModelV4CallOptions): string {
  return `call_${options.prompt.length}`;
}

function finishOf(action: PlannerAction) {
  return action.kind === "say"
    ? { unified: "stop" as const, raw: "stop" }
    : { unified: "tool-calls" as const, raw: "tool_calls" };
}

/** It reads the request and the steps; nothing of it costs anything, but limits hold for it as for any model. */
function usageOf(options: LanguageModelV4CallOptions, action: PlannerAction) {
  const { request } = plannerOptionsSchema.parse(options.providerOptions?.groundwork);
  const input = estimateTokens(request);
  const output = estimateTokens(JSON.stringify(action));
  return {
    inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: output, reasoning: undefined },
  };
}

function streamOf(all: LanguageModelV4StreamPart[]): ReadableStream<LanguageModelV4StreamPart> {
  return new ReadableStream({
    start(controller) {
      for (const part of all) controller.enqueue(part);
      controller.close();
    },
  });
}

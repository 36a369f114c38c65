// One turn of a model: what it says and which tools it calls. A stream that breaks off is nothing at all: a call that
// may have lost its end is never carried out.
import { setTimeout as sleep } from "node:timers/promises";
import { type ModelMessage, streamText, type ToolSet } from "ai";
import { ModelFailure, toModelFailure } from "@/lib/models/model-failure";
import { logger } from "@/lib/telemetry/logger";
import type { PlannerOptions } from "../planner/planner-options";
import { agentInstructions } from "./agent-instructions";
import type { AgentModel } from "./agent-model";

export interface ModelTurn {
  text: string;
  calls: { callId: string; tool: string; input: unknown }[];
  inputTokens: number;
  outputTokens: number;
  /** The words are the product's own, not a model's. */
  own: boolean;
}

const attempts = 2;
const mostCalls = 8;
/** No tokenizer makes a token of more characters than this on average. */
const charactersPerToken = 8;

/**
 * Asks the model what to do next; once more where it failed in a way that may pass. Throws `model_unavailable`,
 * `model_rate_limited`, `model_timeout`, `model_bad_output`, or the signal's reason.
 */
export async function modelTurn(ask: {
  model: AgentModel;
  messages: ModelMessage[];
  tools: ToolSet;
  planner: PlannerOptions;
  signal: AbortSignal;
}): Promise<ModelTurn> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await oneTurn(ask);
    } catch (error) {
      ask.signal.throwIfAborted();
      const failure = toModelFailure(error, false);
      if (!failure.retryable || attempt >= attempts) throw failure.toAppError(attempt, ask.model.id);
      logger().warn({ model: ask.model.id, attempt, err: failure.message }, "model retry");
      await sleep(Math.min(failure.retryAfterMs ?? 300, 5_000), undefined, { signal: ask.signal });
    }
  }
}

async function oneTurn({
  model,
  messages,
  tools,
  planner,
  signal,
}: Parameters<typeof modelTurn>[0]): Promise<ModelTurn> {
  const { timeouts, maxOutputTokens } = model;
  const quiet = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expectWithin = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => quiet.abort(new ModelFailure("timeout", "nothing came in time")), ms);
  };
  const total = AbortSignal.timeout(timeouts.totalMs);
  const result = streamText({
    model: model.model,
    instructions: agentInstructions,
    messages,
    tools,
    maxOutputTokens,
    maxRetries: 0,
    abortSignal: AbortSignal.any([signal, quiet.signal, total]),
    telemetry: { recordInputs: false, recordOutputs: false, functionId: "agent" },
    onError: () => {},
    providerOptions: { openai: { store: false }, groundwork: planner as never },
    ...(model.id.startsWith("openai-compatible/") && { temperature: 0 }),
  });
  const turn: ModelTurn = { text: "", calls: [], inputTokens: 0, outputTokens: 0, own: model.isPlanner };
  let written = 0;
  expectWithin(timeouts.firstTokenMs);
  try {
    for await (const part of result.stream) {
      if (part.type === "error") throw part.error;
      if (part.type === "abort")
        throw quiet.signal.aborted || total.aborted
          ? new ModelFailure("timeout", "the model was too slow")
          : new ModelFailure("unavailable", "aborted");
      if (part.type === "text-delta") turn.text += part.text;
      if (part.type === "text-delta" || part.type === "tool-input-delta" || part.type === "reasoning-delta") {
        written += part.type === "tool-input-delta" ? part.delta.length : part.text.length;
        expectWithin(timeouts.betweenTokensMs);
        if (written > maxOutputTokens * charactersPerToken)
          throw new ModelFailure("bad_output", "it doesn't stop writing", { retryable: false });
      }
      if (part.type === "tool-call" && turn.calls.length < mostCalls)
        turn.calls.push({ callId: part.toolCallId, tool: part.toolName, input: part.input });
      if (part.type === "finish") {
        if (part.finishReason === "content-filter")
          throw new ModelFailure("bad_output", "stopped by the provider's content filter");
        const ended = part.finishReason === "stop" || part.finishReason === "tool-calls";
        if (!ended && (part.finishReason === "error" || part.rawFinishReason === undefined))
          throw new ModelFailure("unavailable", "the stream ended without its end mark");
        turn.inputTokens = part.totalUsage.inputTokens ?? 0;
        turn.outputTokens = part.totalUsage.outputTokens ?? 0;
        if (turn.text.trim() === "" && turn.calls.length === 0)
          throw new ModelFailure("bad_output", "an empty turn");
        // Cut at its longest length: the last call may lack its end.
        if (part.finishReason === "length" && turn.calls.length > 0)
          throw new ModelFailure("bad_output", "a call that is longer than may be", { retryable: false });
        return turn;
      }
    }
    throw new ModelFailure("unavailable", "the stream ended early");
  } finally {
    clearTimeout(timer);
    quiet.abort();
  }
}

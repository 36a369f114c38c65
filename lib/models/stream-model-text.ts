// One question to a model, with everything that can go wrong between here and there: no answer, a slow
// one, a refusal, a cut connection, nonsense. Bounded retries; clear errors; stops when the caller leaves.
import { setTimeout as sleep } from "node:timers/promises";
import { streamText } from "ai";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/telemetry/logger";
import type { AnswerModel } from "./language-model";
import { ModelFailure, toModelFailure } from "./model-failure";

// The SDK prints notes about settings that a model ignores to the console, between our JSON lines.
(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;

export interface ModelCall {
  model: AnswerModel;
  instructions: string;
  prompt: string;
  /** Typed input of a model of ours: `{ groundwork: { … } }`. */
  providerOptions?: Parameters<typeof streamText>[0]["providerOptions"];
  signal: AbortSignal;
  /** False from the moment when something of the answer was shown: then there is no second try. */
  mayRetry: () => boolean;
  /** At most this many calls; three unless said otherwise. */
  attempts?: number;
  /** Wait before the second call; doubles with each further one. 500 ms unless said otherwise. */
  backoffMs?: number;
}

export type ModelTextEvent =
  | { type: "text"; text: string }
  /** What came so far is void; the answer begins again. */
  | { type: "restarted" }
  | { type: "finished"; inputTokens: number | null; outputTokens: number | null; cut: boolean };

const longestWaitMs = 20_000;
/** No tokenizer makes a token of more characters than this on average over a whole answer. */
const charactersPerToken = 8;

/**
 * Streams the model's text. Throws `model_unavailable`, `model_rate_limited`, `model_timeout` or
 * `model_bad_output` after the last attempt, and the signal's reason when the caller left.
 */
export async function* streamModelText(call: ModelCall): AsyncGenerator<ModelTextEvent> {
  const attempts = call.attempts ?? 3;
  const deadline = Date.now() + call.model.timeouts.totalMs;
  for (let attempt = 1; ; attempt++) {
    let received = false;
    try {
      for await (const event of oneAttempt(call, deadline)) {
        received ||= event.type === "text";
        yield event;
      }
      return;
    } catch (error) {
      call.signal.throwIfAborted();
      const failure = toModelFailure(error, received);
      const wait = failure.retryAfterMs ?? (call.backoffMs ?? 500) * 2 ** (attempt - 1);
      // What was begun and broke off is begun anew once: a model that breaks off twice will do it again.
      const last = attempt >= (received ? Math.min(2, attempts) : attempts);
      const tooLong = wait > longestWaitMs || Date.now() + wait >= deadline;
      if (!failure.retryable || last || tooLong || !call.mayRetry())
        throw failure.toAppError(attempt, call.model.id);
      logger().warn({ model: call.model.id, attempt, wait_ms: wait, err: failure.message }, "model retry");
      await sleep(wait, undefined, { signal: call.signal });
      if (received) yield { type: "restarted" };
    }
  }
}

async function* oneAttempt(call: ModelCall, deadline: number): AsyncGenerator<ModelTextEvent> {
  const { timeouts, maxOutputTokens } = call.model;
  const watch = new Watchdog(deadline);
  const signal = AbortSignal.any([call.signal, watch.signal]);
  watch.expectWithin(timeouts.firstTokenMs, "no first token");
  const result = streamText({
    model: call.model.model,
    instructions: call.instructions,
    prompt: call.prompt,
    maxOutputTokens,
    maxRetries: 0,
    abortSignal: signal,
    telemetry: { recordInputs: false, recordOutputs: false, functionId: "answer" },
    onError: () => {},
    providerOptions: { openai: { store: false }, ...call.providerOptions },
    ...(call.model.id.startsWith("openai-compatible/") && { temperature: 0 }),
  });
  const parts = result.stream[Symbol.asyncIterator]();
  let characters = 0;
  let meaningful = false;
  try {
    for (;;) {
      const { done, value: part } = await parts.next();
      if (done) break;
      if (part.type === "error") throw part.error;
      if (part.type === "abort") throw watch.failure ?? new ModelFailure("unavailable", "aborted");
      if (part.type === "reasoning-delta") watch.expectWithin(timeouts.betweenTokensMs, "no further token");
      if (part.type === "text-delta") {
        watch.expectWithin(timeouts.betweenTokensMs, "no further token");
        characters += part.text.length;
        meaningful ||= part.text.trim() !== "";
        yield { type: "text", text: part.text };
        if (characters > maxOutputTokens * charactersPerToken) {
          yield { type: "finished", inputTokens: null, outputTokens: null, cut: true };
          return;
        }
      }
      if (part.type === "finish") {
        if (part.finishReason === "content-filter")
          throw new ModelFailure("bad_output", "stopped by the provider's content filter");
        if (
          part.finishReason === "error" ||
          (part.rawFinishReason === undefined && part.finishReason !== "stop")
        )
          throw new ModelFailure("unavailable", "the stream ended without its end mark");
        if (!meaningful) throw new ModelFailure("bad_output", "an empty answer");
        yield {
          type: "finished",
          inputTokens: part.totalUsage.inputTokens ?? null,
          outputTokens: part.totalUsage.outputTokens ?? null,
          cut: part.finishReason === "length",
        };
        return;
      }
    }
    throw watch.failure ?? new ModelFailure("unavailable", "the stream ended early");
  } catch (error) {
    throw watch.failure ?? error;
  } finally {
    // Leaving before the end closes the connection, so that the server stops writing too.
    watch.stop();
    void parts.return?.().catch(() => {});
  }
}

/** Aborts when the next part doesn't come in time. */
class Watchdog {
  failure: ModelFailure | undefined;
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly deadline: number) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  expectWithin(ms: number, otherwise: string): void {
    clearTimeout(this.timer);
    const left = this.deadline - Date.now();
    const reason = left < ms ? "the whole answer took too long" : otherwise;
    this.timer = setTimeout(
      () => {
        this.failure = new ModelFailure("timeout", reason, { retryable: left >= ms });
        this.controller.abort(this.failure);
      },
      Math.max(0, Math.min(ms, left)),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
    this.controller.abort();
  }
}

/** The whole text at once, for callers that show nothing before the end. */
export async function generateModelText(call: Omit<ModelCall, "mayRetry">): Promise<string> {
  let text = "";
  for await (const event of streamModelText({ ...call, mayRetry: () => true })) {
    if (event.type === "restarted") text = "";
    if (event.type === "text") text += event.text;
  }
  if (!text.trim()) throw new AppError("model_bad_output", { internal: "an empty answer" });
  return text;
}

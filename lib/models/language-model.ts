// The model that writes answers. One a process, chosen by the LLM_* settings.
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { Env } from "@/lib/env/schema";
import { embeddingModel } from "./embedding-model";
import { estimateTokens } from "./estimate-tokens";
import { extractiveModel } from "./extractive/extractive-model";

export interface AnswerModel {
  /** As answers and log lines name it: `extractive/1`, `openai/gpt-5-mini`. */
  id: string;
  /** `extractive` reads its passages as provider options; `generative` reads the prompt. */
  kind: "extractive" | "generative";
  model: LanguageModelV4;
  contextTokens: number;
  maxOutputTokens: number;
  /** Tokens of `text`; never fewer than the model itself is likely to count. */
  countTokens(text: string): number;
  timeouts: ModelTimeouts;
}

/** Milliseconds. `total` covers all attempts together. */
export interface ModelTimeouts {
  firstTokenMs: number;
  betweenTokensMs: number;
  totalMs: number;
}

/** The model that `settings` name. Cheap: nothing is loaded or called. */
export function languageModel(settings: Env): AnswerModel {
  const common = {
    contextTokens: settings.LLM_CONTEXT_TOKENS,
    maxOutputTokens: settings.LLM_MAX_OUTPUT_TOKENS,
    countTokens: estimateTokens,
    timeouts: {
      firstTokenMs: Math.min(settings.LLM_FIRST_TOKEN_TIMEOUT_MS, settings.LLM_TIMEOUT_MS),
      betweenTokensMs: Math.min(settings.LLM_IDLE_TIMEOUT_MS, settings.LLM_TIMEOUT_MS),
      totalMs: settings.LLM_TIMEOUT_MS,
    },
  };
  if (settings.LLM_PROVIDER === "extractive") {
    const model = extractiveModel(embeddingModel);
    return { ...common, id: model.modelId, kind: "extractive", model };
  }
  const name = settings.LLM_MODEL ?? "";
  return {
    ...common,
    id: `${settings.LLM_PROVIDER}/${name}`,
    kind: "generative",
    model: settings.LLM_PROVIDER === "openai" ? openaiModel(settings, name) : compatibleModel(settings, name),
  };
}

function openaiModel(settings: Env, name: string): LanguageModelV4 {
  const options = {
    ...(settings.LLM_API_KEY && { apiKey: settings.LLM_API_KEY }),
    ...(settings.LLM_BASE_URL && { baseURL: settings.LLM_BASE_URL }),
  };
  return createOpenAI(options)(name);
}

function compatibleModel(settings: Env, name: string): LanguageModelV4 {
  return createOpenAICompatible({
    name: "openai-compatible",
    baseURL: settings.LLM_BASE_URL ?? "",
    includeUsage: true,
    ...(settings.LLM_API_KEY && { apiKey: settings.LLM_API_KEY }),
  })(name);
}

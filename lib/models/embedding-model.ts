// Texts to vectors. One model a process, chosen by the EMBEDDING_* settings and loaded on first use.
import { env } from "@/lib/env/env";
import type { Env } from "@/lib/env/schema";
import { loadLocalEmbedding } from "./local-embedding";
import { openaiCompatibleEmbedding } from "./openai-compatible-embedding";
import type { TokenStates } from "./token-states";

export interface EmbedOptions {
  signal?: AbortSignal | undefined;
}

export interface EmbeddingModel {
  /** Stands beside every stored vector; vectors of two ids are never compared. */
  id: string;
  dimensions: number;
  /** Longest text in tokens, its own start and end marks not counted; what is longer is cut. */
  maxTokens: number;
  /** Whether the model was trained for texts in this language (`en`, `de`, …). */
  covers(language: string): boolean;
  /** One vector of length 1 for each text, in order. Throws `embedding_unavailable`, or the signal's reason. */
  embed(texts: string[], options?: EmbedOptions): Promise<Float32Array[]>;
  /** One text token by token; only models that run here can show it. */
  readTokens?(text: string): Promise<TokenStates>;
  /** Tokens of `text` without start and end marks. Exact for the local model, an estimate for others. */
  countTokens(text: string): number;
}

const shared = globalThis as { groundworkEmbedding?: Promise<EmbeddingModel> | undefined };

/** The process-wide model of the settings. A failed load is tried again by the next call. */
export function embeddingModel(): Promise<EmbeddingModel> {
  shared.groundworkEmbedding ??= openEmbeddingModel(env()).catch((error) => {
    shared.groundworkEmbedding = undefined;
    throw error;
  });
  return shared.groundworkEmbedding;
}

/** Loads the model that `settings` name; for work with two models side by side. */
export async function openEmbeddingModel(settings: Env): Promise<EmbeddingModel> {
  if (settings.EMBEDDING_PROVIDER === "local") return loadLocalEmbedding(settings.MODELS_DIR);
  return openaiCompatibleEmbedding({
    baseUrl: settings.EMBEDDING_BASE_URL ?? "",
    model: settings.EMBEDDING_MODEL ?? "",
    apiKey: settings.EMBEDDING_API_KEY,
    dimensions: settings.EMBEDDING_DIMENSIONS,
    timeoutMs: settings.EMBEDDING_TIMEOUT_MS,
  });
}

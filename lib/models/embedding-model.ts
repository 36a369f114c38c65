// Texts to vectors. One model a process, chosen by the EMBEDDING_* settings and loaded on first use.
import { env } from "@/lib/env/env";
import type { Env } from "@/lib/env/schema";
import type { EmbeddingModel, EmbedOptions } from "./embedding-types";
import { loadLocalEmbedding } from "./local-embedding";
import { openaiCompatibleEmbedding } from "./openai-compatible-embedding";

export type { EmbeddingModel, EmbedOptions };

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

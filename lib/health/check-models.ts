// Whether the models that are set really work: each is asked for a little, now.
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { errorCodes } from "@/lib/errors/codes";
import type { ModelCheck, ModelsCheck } from "@/lib/http/schema";
import { embeddingModel } from "@/lib/models/embedding-model";
import { languageModel } from "@/lib/models/language-model";
import { generateModelText } from "@/lib/models/stream-model-text";
import { logger } from "@/lib/telemetry/logger";

/** At most so long is waited for each, whatever the settings let an answer take. */
const longestMs = 30_000;

/** Asks the language model for a word and the embedding model for a vector. Never throws for a model that fails. */
export async function checkModels(signal: AbortSignal): Promise<ModelsCheck> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const [language_model, embedding_model] = await Promise.all([
    tried("language", async () => {
      const model = languageModel(env());
      // It writes from passages alone, and has none here.
      if (model.kind === "extractive") return `${model.id} runs in this server`;
      const prompt = "Answer with the one word: ready";
      await generateModelText({ model, instructions: "", prompt, signal: within, attempts: 1 });
      return `${model.id} wrote an answer`;
    }),
    tried("embedding", async () => {
      const model = await embeddingModel();
      const [vector] = await model.embed(["ready"], { signal: within });
      if (!vector) throw new AppError("embedding_unavailable");
      return `${model.id} made a vector of ${vector.length} numbers`;
    }),
  ]);
  signal.throwIfAborted();
  return { language_model, embedding_model };
}

async function tried(kind: string, work: () => Promise<string>): Promise<ModelCheck> {
  const from = performance.now();
  const done = (ok: boolean, detail: string): ModelCheck => ({
    ok,
    detail,
    latency_ms: Math.round(performance.now() - from),
  });
  try {
    return done(true, await work());
  } catch (error) {
    logger().warn({ err: error }, `the test of the ${kind} model failed`);
    if (error instanceof AppError) return done(false, errorCodes[error.code].title);
    return done(false, `No answer within ${longestMs / 1000} seconds`);
  }
}

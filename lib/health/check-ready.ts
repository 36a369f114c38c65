// Whether this process can do its work: each part by itself, so that one look tells which is missing.
import { databaseReadiness } from "@/db/queries/ready";
import { env } from "@/lib/env/env";
import type { Ready } from "@/lib/http/schema";
import { embeddingModel } from "@/lib/models/embedding-model";
import { languageModel } from "@/lib/models/language-model";
import { checkRedis } from "@/lib/redis/redis";

/**
 * Ready when the database answers, has this version's schema, and the embedding model is loaded. The language
 * model is named, not called: search and documents work while it is down, and `POST /api/ask` says so itself.
 */
export async function checkReady(): Promise<Ready> {
  const [database, embedding, redis] = await Promise.all([
    databaseReadiness(),
    loadEmbedding(),
    checkRedis(),
  ]);
  const checks = {
    database: {
      ok: database.reachable,
      detail: database.reachable ? `${Math.round(database.latencyMs)} ms` : "does not answer",
    },
    migrations: {
      ok: database.migrated,
      detail: database.migrated ? null : "not this version's: run npm run db:migrate",
    },
    embedding_model: embedding,
    language_model: { ok: true, detail: languageModel(env()).id },
    redis: {
      // What it does is done without it as well.
      ok: true,
      state: redis.state,
      detail: redis.latencyMs === null ? null : `${Math.round(redis.latencyMs)} ms`,
    },
  };
  return { ready: Object.values(checks).every((check) => check.ok), checks };
}

async function loadEmbedding(): Promise<{ ok: boolean; detail: string }> {
  try {
    return { ok: true, detail: (await embeddingModel()).id };
  } catch {
    // The reason stands in the log of whoever needed the model first.
    return { ok: false, detail: "cannot be loaded" };
  }
}

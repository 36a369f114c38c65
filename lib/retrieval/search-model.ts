import type { Database } from "@/db/client";
import { activeEmbedding } from "@/db/queries/active-embedding";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { type EmbeddingModel, embeddingModel, openEmbeddingModel } from "@/lib/models/embedding-model";

const known = new WeakMap<object, { id: string | null; at: number }>();
const lookAgainMs = 2000;
let local: Promise<EmbeddingModel> | undefined;

/**
 * The model whose vectors searches use: the one of the settings, or the one before it until `npm run reembed`
 * has switched. Looked up every two seconds at most. Throws `embedding_unavailable` when the active model can no
 * longer be opened: comparing vectors of two models would give nonsense.
 */
export async function searchModel(db: Database): Promise<EmbeddingModel> {
  const [configured, active] = await Promise.all([embeddingModel(), activeId(db)]);
  if (active === null || active === configured.id) return configured;
  local ??= openEmbeddingModel({ ...env(), EMBEDDING_PROVIDER: "local" });
  const other = await local;
  if (other.id === active) return other;
  throw new AppError("embedding_unavailable", {
    public: `The documents were embedded with ${active}, the settings name ${configured.id}. Set the old model again, or run npm run reembed.`,
  });
}

async function activeId(db: Database): Promise<string | null> {
  const seen = known.get(db.$client);
  if (seen && Date.now() - seen.at < lookAgainMs) return seen.id;
  const id = await activeEmbedding(db);
  known.set(db.$client, { id, at: Date.now() });
  return id;
}

import type { Database } from "@/db/client";
import { activeEmbedding, defaultActiveEmbedding } from "@/db/queries/active-embedding";
import { env } from "@/lib/env/env";
import { type EmbeddingModel, embeddingModel, openEmbeddingModel } from "@/lib/models/embedding-model";
import { logger } from "@/lib/telemetry/logger";

const opened = new Map<string, Promise<EmbeddingModel | undefined>>();

/**
 * The models whose vectors a new chunk gets: the one of the settings and, until `npm run reembed` has switched,
 * the one that searches use, when it can still be opened. The first model ever used becomes the active one.
 */
export async function embeddingTargets(db: Database): Promise<EmbeddingModel[]> {
  const configured = await embeddingModel();
  const active = await activeEmbedding(db);
  if (active === null) await defaultActiveEmbedding(db, { model: configured.id });
  if (active === null || active === configured.id) return [configured];
  const other = await openById(active);
  return other ? [configured, other] : [configured];
}

function openById(id: string): Promise<EmbeddingModel | undefined> {
  const known = opened.get(id);
  if (known) return known;
  const opening = openEmbeddingModel({ ...env(), EMBEDDING_PROVIDER: "local" }).then((model) => {
    if (model.id === id) return model;
    logger().warn(
      { active: id },
      "the active embedding model is not among the settings; run npm run reembed",
    );
    return undefined;
  });
  opened.set(id, opening);
  return opening;
}

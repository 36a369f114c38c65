// `npm run reembed`: to the embedding model that the settings name now.
import { closeDatabase, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { AppError } from "@/lib/errors/app-error";
import { reembed } from "@/lib/ingest/reembed";
import { embeddingModel } from "@/lib/models/embedding-model";

const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => controller.abort());
const db = await database();
try {
  await migrateDatabase(db);
  const model = await embeddingModel();
  const startedAt = performance.now();
  let toldAt = 0;
  const result = await reembed({
    db,
    model,
    signal: controller.signal,
    onProgress: ({ embedded, left }) => {
      if (Date.now() - toldAt < 2000) return;
      toldAt = Date.now();
      const rate = embedded / ((performance.now() - startedAt) / 1000);
      console.error(`${embedded} chunks embedded, ${left} to do, ${rate.toFixed(1)} a second`);
    },
  });
  const from = result.from === null || result.from === result.to ? "" : ` instead of ${result.from}`;
  console.log(
    `Searches use ${result.to}${from}: ${result.embedded} chunks embedded, ${result.removed} old vectors removed.`,
  );
  if (from) console.log("Restart the server and its workers, so that they use the same settings.");
} catch (error) {
  if (controller.signal.aborted)
    console.error("Stopped. Run it again to go on; searches still use the model of before.");
  else if (error instanceof AppError) console.error(error.public);
  else throw error;
  process.exitCode = 1;
} finally {
  await closeDatabase(db);
}

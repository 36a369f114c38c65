import { createHash } from "node:crypto";
import type { Database } from "@/db/client";
import { findDataset, listActiveCases } from "@/db/queries/evals";
import { findRun, findUnfinishedRun, insertRun, type RunRow } from "@/db/queries/evals-runs";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/text/new-id";
import { loadConfig } from "./load-config";
import type { RunRequest } from "./schema";

/**
 * Puts a run on the list of those that wait. The same suite, cases, configuration and code that was begun and not
 * ended is taken up again with what it has. Throws `not_found` for a suite or configuration that isn't there.
 */
export async function startRun(
  db: Database,
  { request, startedBy, commit }: { request: RunRequest; startedBy: string | null; commit: string },
): Promise<RunRow> {
  const dataset = await findDataset(db, { id: request.suite });
  if (!dataset) throw new AppError("not_found", { public: `There is no suite “${request.suite}”.` });
  const config = typeof request.config === "string" ? await loadConfig(request.config) : request.config;
  const cases = await listActiveCases(db, { datasetId: dataset.id, limit: request.limit });
  if (cases.length === 0)
    throw new AppError("not_found", { public: `The suite “${request.suite}” has no cases.` });
  const key = createHash("sha256")
    .update(
      JSON.stringify([dataset.id, dataset.corpus_hash, cases.map((item) => [item.id, item.content_hash])]),
    )
    .update(JSON.stringify([config, request.repeat, commit]))
    .digest("hex");
  const begun = await findUnfinishedRun(db, { key });
  if (begun) return begun;
  const id = newId("evr");
  await insertRun(db, {
    id,
    datasetId: dataset.id,
    configName: config.name,
    config,
    key,
    caseIds: cases.map((item) => item.id),
    repeat: request.repeat,
    commit,
    startedBy,
    note: request.note,
  });
  const run = await findRun(db, { id });
  if (!run) throw new Error("the run was not stored");
  return run;
}

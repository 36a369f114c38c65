// Suites that can be run without a terminal: those in the database, and those on disk that nobody has run yet.
import { readdir } from "node:fs/promises";
import { database } from "@/db/client";
import { projectFile } from "@/db/project-files";
import { findDataset } from "@/db/queries/evals";
import { AppError } from "@/lib/errors/app-error";
import { checkedOutCommit } from "./checked-out-commit";
import { loadSuite } from "./load-suite";
import { listSuites, startRun } from "./runs";
import type { EvalRun, RunRequest, Suite } from "./schema";
import { syncCases } from "./sync-suite";

/** Every suite that a run can be started of. */
export async function listRunnableSuites(): Promise<Suite[]> {
  const known = await listSuites();
  const folder = projectFile("evals/suites");
  const names = folder ? (await readdir(folder)).filter((name) => name.endsWith(".json")) : [];
  const fresh = names
    .map((name) => name.slice(0, -5))
    .filter((id) => !known.some((suite) => suite.id === id));
  const added = await Promise.all(
    fresh.map(async (id) => {
      const { suite } = await loadSuite(id);
      const { title, description, kind } = suite;
      return { id, title, description, kind, cases: 0, drafts: 0, queued: 0, human_verified: 0 };
    }),
  );
  return [...known, ...added];
}

/**
 * Puts a run on the list for a worker, which takes in the suite's documents first where they changed. A suite that is
 * on disk alone is made known with its cases. Throws `not_found` for an unknown suite or configuration,
 * `invalid_request` for the scenarios of the agent.
 */
export async function startRunFromPage(start: {
  request: RunRequest;
  startedBy: string | null;
}): Promise<EvalRun> {
  const db = await database();
  const { suite: id } = start.request;
  const known = await findDataset(db, { id });
  // Scenarios write, so they are played in a database of their own.
  if (known?.kind === "agent")
    throw new AppError("invalid_request", {
      public: "Scenarios are run by `npm run eval -- --suite agent`.",
    });
  if (!known) await syncCases(db, { id });
  return startRun({ ...start, commit: await checkedOutCommit() });
}

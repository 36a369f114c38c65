// Does the eval run RUN_ID, taking it up again whenever nobody has it; for tests that kill it half-way.
import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase, database } from "@/db/client";
import { findRun } from "@/db/queries/evals-runs";
import { runCases } from "../run-cases";

const id = process.env.RUN_ID ?? "";
const db = await database();
for (;;) {
  const run = await runCases(db, { id, signal: new AbortController().signal, concurrency: 1 });
  if (run || (await findRun(db, { id }))?.finished_at) break;
  await sleep(100);
}
await closeDatabase(db);
process.exit(0);

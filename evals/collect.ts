// `npm run eval:collect`: writes the cases that were made in the dashboard and confirmed by a person into the suite's
// files, with the documents that they rest on. The gate asks them from then on.
import { closeDatabase, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { AppError } from "@/lib/errors/app-error";
import { collectConfirmed } from "@/lib/evals/collect-confirmed";
import { loadSuite } from "@/lib/evals/load-suite";
import { readArguments, refuse } from "./command-line";

process.env.LOG_LEVEL ??= "error";
const { values } = readArguments("Usage: npm run eval:collect [-- --suite golden]", {
  options: { suite: { type: "string", default: "golden" } },
});
const from = await loadSuite(values.suite).catch((error: unknown) => {
  if (!(error instanceof AppError)) throw error;
  return refuse(error.public);
});
const db = await database();
try {
  await migrateDatabase(db);
  const { cases, documents } = await collectConfirmed(db, from);
  if (cases.length === 0) console.log("No case was made here and confirmed by a person.");
  else
    console.log(`${cases.length} cases are in ${from.suite.cases}/from-feedback.jsonl: ${cases.join(", ")}.`);
  for (const document of documents)
    console.log(`${document}: look it over before it is committed; whoever reads the repository reads it.`);
} finally {
  await closeDatabase(db);
}
process.exit();

// `npm run eval:import [-- --set cisi] [--limit N]`: brings the test collections under BENCH_DATA_DIR in as suites,
// each with a source of its own that people never see. `npm run eval -- --suite cisi` runs one then.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { env } from "@/lib/env/env";
import { readArguments, readCount } from "./command-line";
import { importSet } from "./import/import-set";
import { readSet } from "./import/read-sets";

process.env.LOG_LEVEL ??= "error";
const { values } = readArguments("Usage: npm run eval:import [-- --set NAME]… [--limit N]", {
  options: { set: { type: "string", multiple: true }, limit: { type: "string" } },
});
const limit = readCount("limit", values.limit, 20_000);
const dataDir = env().BENCH_DATA_DIR;
if (!dataDir) {
  console.error("Set BENCH_DATA_DIR to the folder that holds the collections.");
  process.exit(2);
}
const db = await database();
try {
  await migrateDatabase(db);
  for (const name of values.set ?? foldersOf(dataDir)) {
    const set = await readSet(dataDir, name).catch((error: unknown) => {
      console.error(`${name}: left out, ${error instanceof Error ? error.message : String(error)}.`);
    });
    if (!set) {
      if (values.set) process.exitCode = 1;
      continue;
    }
    const folder = mkdtempSync(path.join(tmpdir(), "gw-import-"));
    try {
      const corpus = path.join(folder, "corpus", name);
      mkdirSync(corpus, { recursive: true });
      for (const { name: file, title, text } of set.documents)
        writeFileSync(path.join(corpus, file), `${title}\n\n${text}\n`);
      const { id, cases, left } = await importSet(db, { name, set, folder, limit });
      console.log(
        `${name}: ${set.documents.length} documents and ${cases} cases as suite “${id}”, ${left} left out, since their text reads otherwise once it is taken in.`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
} finally {
  await closeDatabase(db);
}
process.exit();

function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

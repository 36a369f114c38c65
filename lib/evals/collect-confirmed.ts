// From the dashboard to the repository: cases that were made of what people said, and that a person confirmed, become
// lines of a suite's files, so that the gate asks them as well.
import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "@/db/client";
import { findDataset, listCases } from "@/db/queries/evals";
import type { SuiteFile } from "./load-suite";
import { copiesSourceId } from "./load-suite";
import { type GoldenCase, goldenCaseSchema } from "./schema";
import { suiteDocuments } from "./sync-suite";

const fileName = "from-feedback.jsonl";
const most = 20_000;

/**
 * Writes each confirmed case that was made here into `from-feedback.jsonl` beside the suite's other cases, in place of
 * an older line of the same id, and the documents that only they rest on into the suite's last corpus folder. Returns
 * what was written, as paths from the suite's root.
 */
export async function collectConfirmed(
  db: Database,
  { suite, root }: { suite: SuiteFile; root: string },
): Promise<{ cases: string[]; documents: string[] }> {
  const dataset = await findDataset(db, { id: suite.id });
  const corpus = suite.corpus.at(-1);
  if (!dataset || !corpus) return { cases: [], documents: [] };
  const { rows } = await listCases(db, {
    datasetId: suite.id,
    state: "active",
    kind: undefined,
    tag: undefined,
    queued: undefined,
    q: undefined,
    limit: most,
    offset: 0,
  });
  const made = rows
    .filter(({ origin, verified_at }) => origin !== "file" && origin !== "import" && verified_at !== null)
    .map(
      ({ content }): GoldenCase => ({
        ...goldenCaseSchema.parse(content),
        reviewer: { kind: "person" },
        review: false,
      }),
    );
  if (made.length === 0) return { cases: [], documents: [] };
  const file = path.resolve(root, suite.cases, fileName);
  const before = await readLines(file);
  const written = new Set(made.map(({ id }) => id));
  const lines = [...before.filter(({ id }) => !written.has(id)), ...made];
  writeFileSync(file, `${lines.map((item) => JSON.stringify(item)).join("\n")}\n`);

  const copies = dataset.source_ids.filter((id) => id === copiesSourceId(suite.id));
  const held = await suiteDocuments(db, copies);
  const wanted = new Set(made.flatMap(({ expected }) => expected.map(({ document }) => document)));
  const documents = [...held.values()].filter(({ document }) => wanted.has(document));
  for (const { document, text } of documents) {
    const target = path.resolve(root, corpus.folder, document);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, `${text.trimEnd()}\n`);
  }
  return {
    cases: made.map(({ id }) => id),
    documents: documents.map(({ document }) => path.join(corpus.folder, document)),
  };
}

async function readLines(file: string): Promise<GoldenCase[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => goldenCaseSchema.parse(JSON.parse(line)));
}

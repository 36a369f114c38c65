import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Database } from "@/db/client";
import { findDataset } from "@/db/queries/evals";
import { type SuiteFile, suiteFileSchema } from "@/lib/evals/load-suite";
import { resolveQuotes, type SuiteDocument } from "@/lib/evals/resolve-quotes";
import type { GoldenCase } from "@/lib/evals/schema";
import { suiteDocuments, syncSuite } from "@/lib/evals/sync-suite";
import type { ImportedSet } from "./read-sets";

/**
 * Takes a set in as a suite: documents from `folder/corpus`, then the cases whose quotes stand in them. `left` counts
 * those that don't, which happens where reading a file changes its text. `limit` takes questions evenly from all.
 */
export async function importSet(
  db: Database,
  of: { name: string; set: ImportedSet; folder: string; limit: number | undefined },
): Promise<{ id: string; cases: number; left: number }> {
  const { name, set, folder } = of;
  const id = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const suite: SuiteFile = suiteFileSchema.parse({
    id,
    title: name,
    description: `${set.cases.length} questions on ${set.documents.length} documents, imported.`,
    kind: set.kind,
    cases: "cases",
    corpus: [{ folder: "corpus" }],
  });
  mkdirSync(path.join(folder, "cases"));
  const write = (cases: ImportedSet["cases"]) =>
    writeFileSync(
      path.join(folder, "cases/imported.jsonl"),
      cases.map((item) => JSON.stringify(item)).join("\n"),
    );
  const from = { suite, root: folder, origin: "import" as const };
  write([]);
  await syncSuite(db, { id, from, onStep: (step) => console.error(`${name}: ${step} …`) });
  const documents = await suiteDocuments(db, (await findDataset(db, { id }))?.source_ids ?? []);
  const asked = spread(set.cases, of.limit ?? set.cases.length).map((item) =>
    set.kind === "retrieval" ? withStoredText(item, documents) : item,
  );
  const cases = asked.filter((item) => resolveQuotes(item, documents).problems.length === 0);
  write(cases);
  await syncSuite(db, { id, from });
  return { id, cases: cases.length, left: asked.length - cases.length };
}

/** Of a relevant document any passage is a hit, so its whole text is the quote, however reading it changed it. */
function withStoredText(item: GoldenCase, documents: Map<string, SuiteDocument>): GoldenCase {
  const expected = item.expected.map((one) => ({
    ...one,
    quote: documents.get(one.document)?.text.trim() || one.quote,
  }));
  return { ...item, expected };
}

function spread<T>(items: T[], count: number): T[] {
  const step = Math.max(1, items.length / count);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

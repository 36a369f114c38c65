// Slices of the real collections become suites, are asked and scored; the whole sets go the same way with
// `npm run eval:import`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { readResults } from "@/db/queries/evals-results";
import { describeDatabase } from "@/db/testing/test-databases";
import { runCases } from "@/lib/evals/run-cases";
import { runRequestSchema } from "@/lib/evals/schema";
import { startRun } from "@/lib/evals/start-run";
import { importSet } from "./import-set";
import { type ImportedSet, readSet } from "./read-sets";

const dataDir = process.env.BENCH_DATA_DIR ?? "";
const scratch = mkdtempSync(path.join(tmpdir(), "gw-import-test-"));

describeDatabase("embedded", "Real collections", (test) => {
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  /** What the command does with a set, and then a run of all its cases. */
  async function importAndRun(name: string, set: ImportedSet) {
    const folder = path.join(scratch, name);
    mkdirSync(path.join(folder, "corpus", name), { recursive: true });
    for (const { name: file, title, text } of set.documents)
      writeFileSync(path.join(folder, "corpus", name, file), `${title}\n\n${text}\n`);
    const imported = await importSet(test.db, { name, set, folder, limit: undefined });
    const { id } = await startRun(test.db, {
      request: runRequestSchema.parse({ suite: imported.id }),
      startedBy: null,
      commit: "",
    });
    const run = await runCases(test.db, { id, signal: new AbortController().signal });
    expect(run?.state).toBe("completed");
    return { imported, rows: await readResults(test.db, { runId: id }) };
  }

  it("SQuAD 2: the 600 questions of the sample, of which the article on Imperialism has its own", {
    timeout: 120_000,
  }, async () => {
    const set = await readSet(dataDir, "squad2_dev16");
    expect([set.documents.length, set.cases.length]).toEqual([16, 600]);
    const one = set.cases.filter(({ tags }) => tags.includes("Imperialism"));
    expect(one.length).toBeGreaterThan(20);
    expect(one.every(({ split }) => split === "held_back")).toBe(true);
    const { imported, rows } = await importAndRun("squad2_dev16", {
      ...set,
      documents: set.documents.filter(({ name }) => name === "Imperialism.txt"),
      cases: [
        ...one.filter(({ expect }) => expect === "answer").slice(0, 6),
        ...one.filter(({ expect }) => expect === "refuse").slice(0, 4),
      ],
    });
    expect(imported).toMatchObject({ id: "squad2-dev16", cases: 10, left: 0 });
    expect(rows.filter(({ outcome }) => outcome === "error")).toEqual([]);
    expect(rows.filter(({ scores }) => scores.recall_at_10 === 1).length).toBeGreaterThanOrEqual(4);
  });

  it("CISI: search alone is asked, and any passage of a relevant document is a hit", {
    timeout: 120_000,
  }, async () => {
    const set = await readSet(dataDir, "cisi");
    expect([set.kind, set.documents.length, set.cases.length]).toEqual(["retrieval", 1460, 76]);
    const [query] = set.cases;
    const relevant = new Set(query?.expected.map(({ document }) => document));
    const documents = set.documents.filter(({ name }) => relevant.has(`cisi/${name}`)).slice(0, 15);
    const others = set.documents.filter(({ name }) => !relevant.has(`cisi/${name}`)).slice(0, 15);
    const names = new Set(documents.map(({ name }) => `cisi/${name}`));
    const cases = query
      ? [{ ...query, expected: query.expected.filter(({ document }) => names.has(document)) }]
      : [];
    const { imported, rows } = await importAndRun("cisi", {
      ...set,
      documents: [...documents, ...others],
      cases,
    });
    expect(imported).toMatchObject({ id: "cisi", cases: 1, left: 0 });
    expect(Object.keys(rows[0]?.scores ?? {}).sort()).toEqual([
      "mrr",
      "ndcg_at_10",
      "recall_at_10",
      "recall_at_5",
    ]);
    expect(rows[0]?.scores.ndcg_at_10).toBeGreaterThan(0.3);
  });
});

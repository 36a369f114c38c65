// Brings a suite's cases and documents into the database: its sources are of kind `suite`, which no person sees, and
// hold copies of their own, so what people do with the sample documents changes no run.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { suiteAccess } from "@/db/access";
import type { Database } from "@/db/client";
import {
  ensureSuiteSource,
  findDataset,
  hideChunks,
  type NewCase,
  readSuiteDocuments,
  replaceCases,
  setDatasetHashes,
  upsertDataset,
} from "@/db/queries/evals";
import { AppError } from "@/lib/errors/app-error";
import { findFiles } from "@/lib/ingest/find-files";
import { ingestPaths } from "@/lib/ingest/ingest-paths";
import { pipelineVersion } from "@/lib/ingest/pipeline-version";
import { work } from "@/lib/ingest/work";
import { getJob } from "@/lib/jobs/get-job";
import { caseHash, GoldenFileError, loadCases } from "./load-cases";
import { type CorpusSource, copiesSourceId, corpusSources, loadSuite, type SuiteFile } from "./load-suite";
import { resolveQuotes, type SuiteDocument } from "./resolve-quotes";
import type { GoldenCase } from "./schema";

/** Whoever asks for a suite: nobody's account, so its jobs stand in nobody's list. */
export function runnerAccess(sourceIds: string[]) {
  return { ...suiteAccess(sourceIds), userId: "eval-runner", makesSources: false };
}

/**
 * Takes in what changed of the suite on disk: cases, and documents through the product's own ingestion, which this
 * process does where no worker runs. Throws `not_found`, and `GoldenFileError` when a line isn't a case or a quote
 * no longer stands in its document.
 */
export async function syncSuite(
  db: Database,
  of: {
    id: string;
    /** A suite that stands elsewhere than in `evals/suites`. */
    from?: { suite: SuiteFile; root: string; origin?: "file" | "import" };
    onStep?: ((step: string) => void) | undefined;
  },
): Promise<void> {
  const { id, onStep } = of;
  const { suite, root } = of.from ?? (await loadSuite(id));
  const cases = await loadCases(path.resolve(root, suite.cases));
  const sources = await corpusSources(suite, root);
  for (const source of sources) await ensureSuiteSource(db, { id: source.id, name: source.id });
  const known = await findDataset(db, { id });
  const fromFiles = sources.map((source) => source.id);
  const copies = (known?.source_ids ?? []).filter(
    (one) => one === copiesSourceId(id) && !fromFiles.includes(one),
  );
  await upsertDataset(db, {
    id: suite.id,
    title: suite.title,
    description: suite.description,
    kind: suite.kind,
    source_ids: [...fromFiles, ...copies],
    today: suite.today,
  });
  const corpusHash = await hashOf(sources);
  if (known?.corpus_hash !== corpusHash) {
    onStep?.("reading the suite's documents");
    await ingestCorpus(db, sources);
    await setDatasetHashes(db, { id, corpus: corpusHash });
  }
  await hideChunks(db, { sourceIds: [...fromFiles, ...copies], share: 0 });
  checkQuotes(cases, await suiteDocuments(db, fromFiles));
  await storeCases(db, { suite, cases, origin: of.from?.origin });
}

/** Takes in the cases of a suite on disk without its documents, which whoever runs it takes in. Throws as `syncSuite`. */
export async function syncCases(db: Database, { id }: { id: string }): Promise<void> {
  const { suite, root } = await loadSuite(id);
  const { title, description, kind, today } = suite;
  await upsertDataset(db, { id, title, description, kind, source_ids: [], today });
  await storeCases(db, { suite, cases: await loadCases(path.resolve(root, suite.cases)) });
}

/** The suite's documents by the name that cases give them. */
export async function suiteDocuments(db: Database, sourceIds: string[]): Promise<Map<string, SuiteDocument>> {
  const rows = await readSuiteDocuments(db, { sourceIds });
  return new Map(
    rows.map((row) => [
      row.uri,
      {
        documentId: row.document_id,
        versionId: row.version_id,
        sourceId: row.source_id,
        document: row.uri,
        title: row.title,
        text: row.text,
      },
    ]),
  );
}

/** Throws `GoldenFileError` that names every quote and document that isn't there. */
export function checkQuotes(cases: GoldenCase[], documents: Map<string, SuiteDocument>): void {
  const problems = cases.flatMap((item) => resolveQuotes(item, documents).problems);
  if (problems.length > 0) throw new GoldenFileError(problems);
}

async function ingestCorpus(db: Database, sources: CorpusSource[]): Promise<void> {
  const jobIds: string[] = [];
  const access = runnerAccess(sources.map((source) => source.id));
  for (const source of sources) {
    const { jobIds: made } = await ingestPaths({
      access,
      paths: [source.folder],
      uriRoot: source.uriRoot,
      source: source.id,
      exclude: source.exclude,
      sync: true,
    });
    jobIds.push(...made);
  }
  await work({ db, signal: new AbortController().signal, untilIdle: true });
  for (const id of jobIds) {
    let job = await getJob({ access, id });
    // A worker beside this process may hold the last files.
    while (job.finished_at === null) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      job = await getJob({ access, id });
    }
    const failed = job.items.filter((item) => item.error !== null);
    if (failed.length > 0)
      throw new AppError("internal", {
        internal: `the suite's documents were not read: ${failed.map((item) => `${item.name}: ${item.error?.message}`).join("; ")}`,
      });
  }
}

async function storeCases(
  db: Database,
  of: { suite: SuiteFile; cases: GoldenCase[]; origin?: "file" | "import" | undefined },
): Promise<void> {
  const { suite, cases, origin = "file" } = of;
  const rows = cases.map((item, ordinal) => caseRow({ suite: suite.id, item, ordinal }));
  await replaceCases(db, { datasetId: suite.id, cases: rows, origin });
  const all = rows.map(({ contentHash, split }) => `${contentHash}${split}`).join();
  await setDatasetHashes(db, { id: suite.id, cases: createHash("sha256").update(all).digest("hex") });
}

export function caseRow(of: { suite: string; item: GoldenCase; ordinal: number }): NewCase {
  const { suite, item, ordinal } = of;
  return {
    id: `${suite}.${item.id}`,
    ordinal,
    question: item.question,
    kind: item.kind,
    split: item.split,
    tags: item.tags,
    mustPass: item.must_pass,
    expect: item.expect,
    content: item,
    contentHash: caseHash(item),
    queued: item.review,
  };
}

/** Changes with any document, and with the pipeline that reads them. */
async function hashOf(sources: CorpusSource[]): Promise<string> {
  const hash = createHash("sha256").update(String(pipelineVersion));
  for (const { folder, exclude } of sources) {
    for await (const { file, inside } of findFiles({ paths: [folder], exclude })) {
      hash.update(`${folder.split(path.sep).at(-1)}/${inside}\n`).update(await readFile(file));
    }
  }
  return hash.digest("hex");
}

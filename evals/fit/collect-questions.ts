// What the product's own search finds for every question that something is fitted or reported on:
// `npx tsx evals/fit/collect-questions.ts`. Writes .data/fit/questions.jsonl and .data/fit/passages.jsonl.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Access, anonymousAccess, suiteAccess } from "@/db/access";
import { closeDatabase, type Database, database } from "@/db/client";
import { stopEmbedded } from "@/db/embedded/stop";
import { migrateDatabase } from "@/db/migrate";
import { type CorpusDocument, insertCorpus } from "@/db/testing/insert-corpus";
import { openScratchDatabase } from "@/db/testing/scratch-database";
import { findPassages } from "@/lib/ask/find-passages";
import { env, resetEnv } from "@/lib/env/env";
import { embeddingText } from "@/lib/ingest/embedding-text";
import { loadLocalEmbedding } from "@/lib/models/local-embedding";
import { searchChunks } from "@/lib/retrieval/search-chunks";
import { seededRandom } from "@/lib/text/seeded-random";
import { loadDemoQuestions } from "../demo-questions";
import { indexSet } from "../retrieval/index-set";
import { withVectorCache } from "../retrieval/vector-cache";
import { ingestExamples } from "../testing/ingest-examples";
import type { CollectedPassage, CollectedQuestion } from "./collected";
import { loadCompanyQuestions } from "./load-company";
import { loadOrdinaryCorpus, loadOrdinaryQuestions } from "./load-ordinary";
import { heldBackArticles, loadSquad, type SquadQuestion } from "./load-squad";
import { swapName } from "./swap-name";

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, ".data/fit");
mkdirSync(folder, { recursive: true });
const given = env().BENCH_DATA_DIR;
if (!given) throw new Error("Set BENCH_DATA_DIR to the folder that holds squad2_dev16.");
const benchDir: string = given;
const topK = env().ASK_TOP_K;
const model = withVectorCache(await loadLocalEmbedding(), ".cache/bench");
const questions: CollectedQuestion[] = [];
const passages = new Map<string, CollectedPassage & { id: number }>();
/** Draws are of the same seed whatever else changes. */
const random = seededRandom(11);

type Search = (
  question: string,
  skip?: (passage: CollectedPassage) => boolean,
) => Promise<CollectedPassage[]>;
type Labels = Omit<CollectedQuestion, "passages">;

await collectExamples();
for (const corpus of ["fastify", "traefik"] as const) await collectDocs(corpus);
await collectSquad();
writeFileSync(path.join(folder, "questions.jsonl"), questions.map((item) => JSON.stringify(item)).join("\n"));
writeFileSync(
  path.join(folder, "passages.jsonl"),
  [...passages.values()].map(({ id: _, ...item }) => JSON.stringify(item)).join("\n"),
);
console.log(`${questions.length} questions, ${passages.size} passages`);

async function add(
  labels: Labels,
  search: Search,
  skip?: (passage: CollectedPassage) => boolean,
): Promise<void> {
  const found = await search(labels.question, skip);
  questions.push({
    ...labels,
    passages: found.map((passage) => {
      const key = JSON.stringify(passage);
      const known = passages.get(key) ?? { ...passage, id: passages.size };
      passages.set(key, known);
      return known.id;
    }),
  });
}

/** A question about another place, product or person than the one that the documents speak of. */
async function addSwapped(labels: Omit<Labels, "kind" | "answerable">, search: Search): Promise<void> {
  const question = swapName(labels.question, random);
  if (question !== null) await add({ ...labels, question, answerable: false, kind: "swapped" }, search);
}

async function collectExamples(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "gw-fit-"));
  process.env.DATA_DIR = dataDir;
  resetEnv();
  const db = await database();
  try {
    await migrateDatabase(db);
    await ingestExamples(db);
    const search: Search = async (question, skip) => {
      const { passages: found } = await findPassages(db, {
        access: anonymousAccess,
        question,
        topK: skip ? topK * 2 : topK,
        filters: undefined,
        today: "2025-11-20",
        signal: new AbortController().signal,
      });
      return found
        .filter(({ use }) => use === "read")
        .map(({ result, readText }) => toPassage({ ...result, document_id: result.uri, text: readText }))
        .filter((passage) => !skip?.(passage))
        .slice(0, topK);
    };
    const asked = [
      ...(await loadCompanyQuestions(root)).map((item) => ({ ...item, set: "company", document: "" })),
      ...(await loadOrdinaryQuestions(root)).map((item) => ({ ...item, set: "ordinary" })),
      ...(await loadOrdinaryQuestions(root, "ordinary-employees.jsonl")).map((item) => ({
        ...item,
        set: "employees",
      })),
    ].filter((item) => !("corpus" in item) || item.corpus === "examples");
    for (const [index, item] of asked.entries()) {
      const labels = {
        set: item.set,
        question: item.question,
        answers: item.answer === null ? [] : [item.answer],
        group: item.document || `company-${index % 5}`,
        heldBack: item.split === "held-back",
      };
      await add({ ...labels, answerable: item.answer !== null, kind: "company" }, search);
      const { answer } = item;
      if (answer === null) continue;
      await add({ ...labels, answerable: false, kind: "company-gone" }, search, ({ text }) =>
        text.includes(answer),
      );
      await addSwapped(labels, search);
    }
    for (const { question, expected } of await loadDemoQuestions(root)) {
      const answers = expected?.map(({ quote }) => quote) ?? [];
      const labels = { set: "demo", group: "demo", heldBack: true, kind: "company" } as const;
      await add({ ...labels, question, answers, answerable: expected !== null }, search);
    }
  } finally {
    await closeDatabase(db);
    await stopEmbedded(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
  console.log(`examples: ${questions.length} questions`);
}

async function collectDocs(corpus: "fastify" | "traefik"): Promise<void> {
  const own = (await loadOrdinaryQuestions(root)).filter((item) => item.corpus === corpus);
  const files = new Map<string, CorpusDocument>();
  for (const passage of await loadOrdinaryCorpus({
    root,
    dataDir: benchDir,
    corpus,
    questions: own,
    countTokens: model.countTokens,
  })) {
    const document = files.get(passage.file) ?? { id: passage.file, title: passage.title, chunks: [] };
    const [vector] = await model.embed([embeddingText(passage)]);
    document.chunks.push({ ...passage, textConfig: "english", vector });
    files.set(passage.file, document);
  }
  model.save();
  const { db, drop } = await openScratchDatabase();
  try {
    await insertCorpus(db, {
      source: { id: "src_docs", kind: "suite" },
      model: model.id,
      documents: [...files.values()],
    });
    const search = plainSearch(db, suiteAccess(["src_docs"]));
    for (const { question, answer, document, split } of own) {
      const labels = {
        set: "docs",
        question,
        answers: answer === null ? [] : [answer],
        group: document,
        heldBack: split === "held-back",
      };
      await add({ ...labels, answerable: answer !== null, kind: "company" }, search);
      if (answer === null) continue;
      await add(
        { ...labels, answerable: false, kind: "company-gone" },
        search,
        (passage) => passage.document === document,
      );
      await addSwapped(labels, search);
    }
  } finally {
    await drop();
  }
  console.log(`${corpus}: ${questions.length} questions`);
}

async function collectSquad(): Promise<void> {
  const { documents, paragraphs, all, reported } = await loadSquad(benchDir);
  const { db, drop } = await openScratchDatabase();
  try {
    const set = { name: "squad", kind: "one-right", documents, queries: [] } as const;
    const { access } = await indexSet(db, { ...set, queries: [] }, model);
    model.save();
    const search = plainSearch(db, access);
    const reportedIds = new Set(reported.map(({ id }) => id));
    for (const [index, item] of all.entries()) {
      if (index % 250 === 249) console.log(`  squad ${index + 1} of ${all.length}`);
      const heldBack = heldBackArticles.has(item.doc);
      if (heldBack && !reportedIds.has(item.id)) continue;
      await collectSquadQuestion({ item, heldBack, search, paragraphs });
    }
  } finally {
    await drop();
  }
}

async function collectSquadQuestion(input: {
  item: SquadQuestion;
  heldBack: boolean;
  search: Search;
  paragraphs: { doc: string; index: number; text: string }[];
}): Promise<void> {
  const { item, heldBack, search } = input;
  const paragraph =
    input.paragraphs.find(({ doc, index }) => doc === item.doc && index === item.paragraph)?.text ?? "";
  const labels = { set: "squad", question: item.question, group: item.doc, heldBack };
  const asked = { ...labels, answers: item.answers, paragraph };
  await add(
    { ...asked, answerable: item.answerable, kind: item.answerable ? "squad" : "squad-near" },
    search,
  );
  const draw = random();
  if (item.answerable && random() < 0.15) await addSwapped(asked, search);
  if (!item.answerable || draw >= (heldBack ? 0.5 : 0.25)) return;
  const gone = { ...asked, answerable: false };
  if (draw < (heldBack ? 0.3 : 0.12))
    await add(
      { ...gone, kind: "squad-paragraph-gone" },
      search,
      (passage) => passage.document === item.doc && sharesText(passage.text, paragraph),
    );
  else await add({ ...gone, kind: "squad-article-gone" }, search, (passage) => passage.document === item.doc);
}

/** A chunk that shares a sentence's length with the paragraph. */
function sharesText(chunk: string, paragraph: string): boolean {
  for (let at = 0; at + 60 <= paragraph.length; at += 40)
    if (chunk.includes(paragraph.slice(at, at + 60))) return true;
  return chunk.includes(paragraph);
}

function plainSearch(db: Database, access: Access): Search {
  return async (query, skip) => {
    const { results } = await searchChunks(db, { access, query, topK: skip ? 50 : topK });
    return results
      .map(toPassage)
      .filter((passage) => !skip?.(passage))
      .slice(0, topK);
  };
}

function toPassage(result: {
  text: string;
  context: string;
  title: string;
  section: string[];
  document_id: string;
}): CollectedPassage {
  const { text, context, title, section, document_id } = result;
  return { text, context, title, section, document: document_id.replace(/^squad\//, "") };
}

// Are the right questions answered, and the others refused? `npm run bench:answers` runs questions through the
// product's own search, decision and choice of sentences, without a language model.
import path from "node:path";
import { parseArgs } from "node:util";
import { type Access, anonymousAccess } from "@/db/access";
import type { Database } from "@/db/client";
import { type CorpusDocument, insertCorpus } from "@/db/testing/insert-corpus";
import { openScratchDatabase } from "@/db/testing/scratch-database";
import { estimateAnswerable } from "@/lib/ask/answerable/estimate-answerable";
import { env } from "@/lib/env/env";
import { embeddingText } from "@/lib/ingest/embedding-text";
import { embeddingModel } from "@/lib/models/embedding-model";
import { selectSentences } from "@/lib/models/extractive/select-sentences";
import { searchChunks } from "@/lib/retrieval/search-chunks";
import { loadDemoQuestions } from "./demo-questions";
import { loadCompanyQuestions } from "./fit/load-company";
import { loadFolder } from "./fit/load-folder";
import { loadOrdinaryQuestions } from "./fit/load-ordinary";
import { heldBackArticles, loadSquad } from "./fit/load-squad";
import { indexSet } from "./retrieval/index-set";
import { withVectorCache } from "./retrieval/vector-cache";
import { decimals, shareText } from "./wilson";

interface Outcome {
  answerable: boolean;
  answered: boolean;
  /** The answer's text holds one of the expected strings. */
  holds: boolean;
  probability: number | null;
  sentences: number;
  heldBack: boolean;
}

const { values } = parseArgs({
  options: {
    database: { type: "string" },
    cache: { type: "string", default: ".cache/bench" },
    only: { type: "string" },
  },
});
const root = path.resolve(import.meta.dirname, "..");
const topK = env().ASK_TOP_K;
const model = withVectorCache(await embeddingModel(), values.cache);
const dataDir = env().BENCH_DATA_DIR;
if (dataDir && values.only !== "company") await benchSquad(dataDir);
if (values.only !== "squad") await benchCompany();
model.save();

async function benchSquad(folder: string): Promise<void> {
  const { documents, reported } = await loadSquad(folder);
  const { db, drop } = await openScratchDatabase({ url: values.database });
  try {
    const { access } = await indexSet(
      db,
      { name: "squad-articles", kind: "one-right", documents, queries: [] },
      model,
    );
    const outcomes: Outcome[] = [];
    const absent: Outcome[] = [];
    for (const [index, item] of reported.entries()) {
      const shared = {
        db,
        access,
        question: item.question,
        answers: item.answers,
        heldBack: heldBackArticles.has(item.doc),
      };
      outcomes.push({ ...(await outcome(shared)), answerable: item.answerable });
      if (index % 4 === 0) {
        const others = documents.filter(({ id }) => id !== item.doc).map(({ id }) => `squad-articles/${id}`);
        absent.push({ ...(await outcome({ ...shared, documentIds: others })), answerable: false });
      }
    }
    show("SQuAD 2, 600 questions over 16 articles", outcomes);
    show(
      "of them, articles held back from fitting",
      outcomes.filter(({ heldBack }) => heldBack),
    );
    console.log(
      `\nArticle not in the index (every fourth question): refused ${refused(absent)}; held-back articles ${refused(absent.filter(({ heldBack }) => heldBack))}`,
    );
  } finally {
    await drop();
  }
}

async function benchCompany(): Promise<void> {
  const { db, drop } = await openScratchDatabase({ url: values.database });
  try {
    await indexExamples(db);
    const ordinary = await loadOrdinaryQuestions(root);
    const written = [
      ...(await loadCompanyQuestions(root)),
      ...ordinary.filter(({ corpus }) => corpus === "examples"),
    ];
    const outcomes: Outcome[] = [];
    for (const item of written) {
      const result = await outcome({
        db,
        access: anonymousAccess,
        question: item.question,
        answers: item.answer ? [item.answer] : [],
        heldBack: item.split === "held-back",
      });
      outcomes.push({ ...result, answerable: item.answer !== null });
    }
    show(
      "Questions about examples/, held-back half",
      outcomes.filter(({ heldBack }) => heldBack),
    );
    show(
      "Questions about examples/, half that was fitted on",
      outcomes.filter(({ heldBack }) => !heldBack),
    );
    const demo: Outcome[] = [];
    for (const { question, expected } of await loadDemoQuestions(root)) {
      const result = await outcome({
        db,
        access: anonymousAccess,
        question,
        answers: expected?.map(({ quote }) => quote) ?? [],
        heldBack: true,
      });
      demo.push({ ...result, answerable: expected !== null });
      if (!result.answered === (expected !== null))
        console.log(
          `  ${result.answered ? "answered" : "refused"} at ${result.probability?.toFixed(2)}: ${question}`,
        );
    }
    show("examples/demo_questions.json", demo);
  } finally {
    await drop();
  }
}

/** The sample corpus, parsed and cut as ingestion does it, old editions of policies included. */
async function indexExamples(db: Database): Promise<void> {
  const byFile = new Map<string, CorpusDocument>();
  for (const passage of await loadFolder(path.join(root, "examples"), model.countTokens)) {
    const document = byFile.get(passage.file) ?? { id: passage.file, title: passage.title, chunks: [] };
    const [vector] = await model.embed([embeddingText(passage)]);
    document.chunks.push({
      text: passage.text,
      context: passage.context,
      section: passage.section,
      textConfig: "english",
      vector,
    });
    byFile.set(passage.file, document);
  }
  await insertCorpus(db, {
    source: { id: "src_examples" },
    model: model.id,
    documents: [...byFile.values()],
  });
}

async function outcome(asked: {
  db: Database;
  access: Access;
  question: string;
  answers: string[];
  heldBack: boolean;
  documentIds?: string[];
}): Promise<Omit<Outcome, "answerable">> {
  const { db, access, question } = asked;
  const found = await searchChunks(db, {
    access,
    query: question,
    topK,
    ...(asked.documentIds && { filters: { document_ids: asked.documentIds } }),
  });
  const reading = { question, passages: found.results, embeddingModel: model };
  const decision = await estimateAnswerable({ ...reading, ranker: found.ranker });
  const { sentences } = await selectSentences(reading);
  const text = fold(sentences.map((sentence) => sentence.text).join(" "));
  return {
    answered: decision.answerable,
    holds: asked.answers.some((answer) => text.includes(fold(answer))),
    probability: decision.probability,
    sentences: sentences.length,
    heldBack: asked.heldBack,
  };
}

function fold(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ");
}

function show(title: string, outcomes: Outcome[]): void {
  const asked = outcomes.filter(({ answerable }) => answerable);
  const not = outcomes.filter(({ answerable }) => !answerable);
  const right = asked.filter(({ answered, holds }) => answered && holds).length;
  const kept = not.filter(({ answered }) => !answered).length;
  const mean = (right / (asked.length || 1) + kept / (not.length || 1)) / 2;
  console.log(`\n## ${title}\n`);
  console.log(
    `- answer given and it holds the expected text: ${shareText(right, asked.length)} of ${asked.length}`,
  );
  console.log(
    `- answer given: ${shareText(asked.filter(({ answered }) => answered).length, asked.length)}; chosen sentences hold the text, refused or not: ${shareText(asked.filter(({ holds }) => holds).length, asked.length)}`,
  );
  console.log(`- unanswerable refused: ${shareText(kept, not.length)} of ${not.length}`);
  console.log(`- mean of the two: ${decimals(mean)}`);
  console.log(
    `- sentences an answer: ${(outcomes.reduce((sum, { sentences }) => sum + sentences, 0) / outcomes.length).toFixed(2)}`,
  );
  console.log(`- calibration error (10 bins): ${decimals(calibrationError(outcomes))}`);
}

function refused(outcomes: Outcome[]): string {
  return shareText(outcomes.filter(({ answered }) => !answered).length, outcomes.length);
}

function calibrationError(outcomes: Outcome[]): number {
  const known = outcomes.flatMap(({ probability, answerable }) =>
    probability === null ? [] : [{ probability, answerable }],
  );
  let sum = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inside = known.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === bin);
    sum += Math.abs(
      inside.reduce((total, { probability, answerable }) => total + probability - (answerable ? 1 : 0), 0),
    );
  }
  return known.length === 0 ? Number.NaN : sum / known.length;
}

// Fits what decides between answering and refusing, and which sentences are chosen: `npm run fit`.
// Node alone; the reader's weights are made before by evals/fit/train-reader.py and only read here.
// 1. sentence ranker (logistic over lexical and embedding features)
// 2. ranker and reader together (logistic over both scores; readers that never saw the article)
// 3. answerable or not (logistic over question-level features; cross-validated by article, reported held back)
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { answerableFeatures } from "@/lib/ask/answerable/answerable-features";
import { env } from "@/lib/env/env";
import { type AnalysedQuestion, analyseQuestion } from "@/lib/models/extractive/analyse-question";
import { canAnswer } from "@/lib/models/extractive/answer-units";
import type { RankedUnit } from "@/lib/models/extractive/ranked-unit";
import { Reader, type ReaderFile } from "@/lib/models/extractive/reader";
import { rankSentences } from "@/lib/models/extractive/select-sentences";
import { sentenceFeatureNames } from "@/lib/models/extractive/sentence-features";
import { openSentenceRanker, type SentenceRankerFile } from "@/lib/models/extractive/sentence-ranker";
import type { SentenceVectors } from "@/lib/models/extractive/sentence-similarities";
import { loadLocalEmbedding } from "@/lib/models/local-embedding";
import { seededRandom } from "@/lib/text/seeded-random";
import { cachedModel } from "./cached-model";
import { type AnswerableRow, fitAnswerable } from "./fit-answerable";
import { type CompanyQuestion, loadCompanyQuestions } from "./load-company";
import { loadFolder } from "./load-folder";
import { loadOrdinaryCorpus, loadOrdinaryQuestions, type OrdinaryCorpus } from "./load-ordinary";
import { heldBackArticles, loadSquad, type SquadQuestion } from "./load-squad";
import { fitSigned } from "./logistic";
import { type FoundPassage, MemorySearch } from "./memory-search";
import { squadPassages } from "./squad-passages";

const seed = 11;
const topK = 6;
/** A sentence about another place or product is no answer; questions with their answers in reach hardly show it. */
const otherNameAtMost = -1.5;
/** What a sentence of an ordinary question counts beside one of SQuAD. */
const companyCount = 4;
const root = path.resolve(import.meta.dirname, "../..");
const weightsFolder = path.join(root, "lib/models/extractive/weights");
/** Not weighed: passage scores mean something else for every ranker; the rest only fits one collection. */
const leftOut = new Set(["score", "heading", "question", "row", "position", "similarity", "names"]);

/** Features that speak against a sentence, and those that may do either; all others speak for it. */
const negative = new Set(["similarityTop", "nameMissing", "otherName", "focusMissing"]);
const either = new Set(["typeKnown", "length", "pronoun", "headCover", "passageCoverage"]);

interface Sample {
  question: AnalysedQuestion;
  passages: FoundPassage[];
  /** What is left out together in cross-validation. */
  group: string;
  heldBack: boolean;
  answerable: boolean;
  /** How it came about: as asked, or with what answers it taken away. */
  kind: "squad" | "squad-near" | "squad-paragraph-gone" | "squad-article-gone" | "company" | "company-gone";
  /** Whether a unit holds the answer. */
  right(unit: { text: string; passageIndex: number }): boolean;
}

const dataDir = env().BENCH_DATA_DIR;
if (!dataDir) throw new Error("Set BENCH_DATA_DIR to the folder that holds squad2_dev16.");
const local = await loadLocalEmbedding();
const model = cachedModel(local, path.join(root, ".data/fit"));
const random = seededRandom(seed);
const samples = [
  ...(await squadSamples(dataDir)),
  ...(await companySamples()),
  ...(await ordinarySamples(dataDir)),
];
model.save();
console.log(`${samples.length} questions`);

const rankerFile = await fitRanker();
const ranked = await rankAll(rankerFile);
fitTogether(rankerFile);
await writeFile(path.join(weightsFolder, "sentence-ranker.json"), `${JSON.stringify(rankerFile, null, 2)}\n`);
const rowsFile = path.join(root, ".data/fit/answerable-rows.json");
await writeFile(rowsFile, JSON.stringify(rowsOf()));
await fitAnswerable({ rowsFile, embeddingModel: model.id, seed });
model.save();

async function squadSamples(folder: string): Promise<Sample[]> {
  const squad = await loadSquad(folder);
  const passages = await squadPassages(squad.documents, local.countTokens);
  const search = await MemorySearch.open(passages, model);
  model.save();
  console.log(`${passages.length} passages of articles`);
  const made: Sample[] = [];
  const reported = new Set(squad.reported.map(({ id }) => id));
  for (const item of squad.all) {
    const heldBack = heldBackArticles.has(item.doc);
    // Held-back articles: the reported questions. Development: a fifth of the questions keeps the run in minutes.
    if (heldBack ? !reported.has(item.id) : random() > 0.2) continue;
    const paragraph =
      squad.paragraphs.find(({ doc, index }) => doc === item.doc && index === item.paragraph)?.text ?? "";
    const inside = (index: number) =>
      passages[index]?.doc === item.doc && sharesText(passages[index]?.text ?? "", paragraph);
    const add = async (kind: Sample["kind"], answerable: boolean, skip?: (index: number) => boolean) =>
      made.push(
        squadSample({
          item,
          paragraph,
          heldBack,
          kind,
          answerable,
          found: await search.find(item.question, topK, skip),
        }),
      );
    await add(item.answerable ? "squad" : "squad-near", item.answerable);
    if (!item.answerable) continue;
    const draw = random();
    if (draw < 0.3) await add("squad-paragraph-gone", false, inside);
    else if (draw < 0.5) await add("squad-article-gone", false, (index) => passages[index]?.doc === item.doc);
  }
  return made;
}

function squadSample(input: {
  item: SquadQuestion;
  paragraph: string;
  heldBack: boolean;
  kind: Sample["kind"];
  answerable: boolean;
  found: FoundPassage[];
}): Sample {
  const { item, paragraph, found } = input;
  return {
    question: analyseQuestion(item.question),
    passages: found,
    group: item.doc,
    heldBack: input.heldBack,
    answerable: input.answerable,
    kind: input.kind,
    right: ({ text }) =>
      item.answers.some((answer) => text.includes(answer)) && paragraph.includes(text.slice(0, 80)),
  };
}

/** A chunk that shares a sentence's length with the paragraph. */
function sharesText(chunk: string, paragraph: string): boolean {
  for (let at = 0; at + 60 <= paragraph.length; at += 40)
    if (chunk.includes(paragraph.slice(at, at + 60))) return true;
  return chunk.includes(paragraph);
}

async function companySamples(): Promise<Sample[]> {
  const passages = await loadFolder(path.join(root, "examples"), local.countTokens);
  const search = await MemorySearch.open(passages, model);
  const made: Sample[] = [];
  for (const [index, item] of (await loadCompanyQuestions(root)).entries()) {
    const add = async (kind: Sample["kind"], answerable: boolean, skip?: (index: number) => boolean) =>
      made.push(
        companySample({ item, index, kind, answerable, found: await search.find(item.question, topK, skip) }),
      );
    await add("company", item.answer !== null);
    const { answer } = item;
    if (answer) await add("company-gone", false, (at) => passages[at]?.text.includes(answer) === true);
  }
  return made;
}

async function ordinarySamples(folder: string): Promise<Sample[]> {
  const made: Sample[] = [];
  const questions = await loadOrdinaryQuestions(root);
  for (const corpus of ["examples", "fastify", "traefik"] satisfies OrdinaryCorpus[]) {
    const own = questions.filter((item) => item.corpus === corpus);
    const passages = await loadOrdinaryCorpus({
      root,
      dataDir: folder,
      corpus,
      questions: own,
      countTokens: local.countTokens,
    });
    console.log(`${corpus}: ${passages.length} passages`);
    const search = await MemorySearch.open(passages, model);
    model.save();
    for (const { question, answer, document, split } of own) {
      const add = async (kind: Sample["kind"], skip?: (index: number) => boolean) =>
        made.push({
          question: analyseQuestion(question),
          passages: await search.find(question, topK, skip),
          group: document,
          heldBack: split === "held-back",
          answerable: answer !== null && kind === "company",
          kind,
          right: ({ text }) => answer !== null && text.includes(answer),
        });
      await add("company");
      if (answer) await add("company-gone", (at) => passages[at]?.file === document);
    }
  }
  return made;
}

function companySample(input: {
  item: CompanyQuestion;
  index: number;
  kind: Sample["kind"];
  answerable: boolean;
  found: FoundPassage[];
}): Sample {
  const { item, found } = input;
  return {
    question: analyseQuestion(item.question),
    passages: found,
    group: `company-${input.index % 5}`,
    heldBack: item.split === "held-back",
    answerable: input.answerable,
    kind: input.kind,
    right: ({ text }) => item.answer !== null && text.includes(item.answer),
  };
}

async function fitRanker(): Promise<SentenceRankerFile> {
  const blank = {
    bias: 0,
    weights: { coverage: 2, bm25: 1 },
    together: { bias: 0, linear: 1, reader: 0, unread: -6 },
  };
  const names = sentenceFeatureNames.filter((name) => !leftOut.has(name));
  const rows: number[][] = [];
  const labels: number[] = [];
  const counts: number[] = [];
  for (const sample of samples.filter((item) => item.answerable && !item.heldBack)) {
    const vectors: SentenceVectors = {
      id: model.id,
      embed: model.embed,
      ...(model.readTokens && { readTokens: model.readTokens }),
    };
    const ranked = await rankSentences({
      question: sample.question,
      passages: sample.passages,
      embeddingModel: vectors,
      ranker: openSentenceRanker(blank),
      reader: null,
    });
    if (!ranked.some(({ unit }) => sample.right(unit))) continue;
    for (const { unit, features } of ranked) {
      rows.push(names.map((name) => features[name]));
      labels.push(sample.right(unit) ? 1 : 0);
      counts.push(sample.kind === "company" ? companyCount : 1);
    }
  }
  const signs = names.map((name) => (negative.has(name) ? -1 : either.has(name) ? 0 : 1));
  const fit = fitSigned({ rows, labels, sampleWeights: counts, penalty: 1, signs });
  const weights = Object.fromEntries(names.map((name, k) => [name, round(fit.weights[k] ?? 0)]));
  console.log(`sentence ranker: ${rows.length} sentences`);
  return {
    bias: round(fit.bias),
    weights: {
      ...weights,
      heading: -2,
      question: -2,
      otherName: Math.min(weights.otherName ?? 0, otherNameAtMost),
    },
    together: blank.together,
  };
}

/** Readers by what they never saw: one for each half of the development articles, the whole one for the rest. */
async function readers(): Promise<{ whole: Reader; unseen: (group: string) => Reader }> {
  const open = async (file: string) =>
    JSON.parse(await readFile(file, "utf8")) as ReaderFile & { leftOut: string[] };
  const whole = new Reader(await open(path.join(weightsFolder, "reader.json")));
  const halves = await Promise.all(
    ["reader-fold-0.json", "reader-fold-1.json"].map(async (name) => {
      const file = await open(path.join(import.meta.dirname, "readers", name));
      return { leftOut: new Set(file.leftOut), reader: new Reader(file) };
    }),
  );
  return { whole, unseen: (group) => halves.find(({ leftOut }) => leftOut.has(group))?.reader ?? whole };
}

async function rankAll(file: SentenceRankerFile): Promise<RankedUnit[][]> {
  const { unseen } = await readers();
  const ranker = openSentenceRanker(file);
  const all: RankedUnit[][] = [];
  for (const [index, { question, passages, group }] of samples.entries()) {
    all.push(
      await rankSentences({ question, passages, embeddingModel: model, ranker, reader: unseen(group) }),
    );
    if (index % 200 === 199) console.log(`  read for ${index + 1} questions`);
  }
  return all;
}

/** Fits how the two scores come together, and gives every ranked unit its new score. */
function fitTogether(file: SentenceRankerFile): void {
  const rows: number[][] = [];
  const labels: number[] = [];
  const counts: number[] = [];
  for (const [index, units] of ranked.entries()) {
    const sample = samples[index];
    if (!sample?.answerable || sample.heldBack) continue;
    for (const unit of units) {
      if (unit.reader === null) continue;
      rows.push([unit.linear, unit.reader]);
      labels.push(sample.right(unit.unit) ? 1 : 0);
      counts.push(sample.kind === "company" ? companyCount : 1);
    }
  }
  const fit = fitSigned({ rows, labels, sampleWeights: counts, penalty: 1, signs: [1, 1] });
  const [linear = 1, reader = 0] = fit.weights;
  file.together = { bias: round(fit.bias), linear: round(linear), reader: round(reader), unread: -6 };
  const ranker = openSentenceRanker(file);
  for (const unit of ranked.flat()) unit.score = ranker.together(unit.linear, unit.reader);
  console.log(`together: ${JSON.stringify(file.together)}`);
}

/** What the last step is fitted on; also kept in a file, so that it can be done again alone. */
function rowsOf(): AnswerableRow[] {
  return samples.map((sample, index) => {
    const units = ranked[index] ?? [];
    const features = answerableFeatures({
      question: sample.question,
      ranked: units,
      passages: sample.passages,
    });
    return {
      question: sample.question.text,
      kind: sample.kind,
      group: sample.group,
      heldBack: sample.heldBack,
      answerable: sample.answerable,
      german: sample.question.german,
      holds: holdsAnswer(sample, units),
      features,
    };
  });
}

/** Whether the two best sentences hold the answer. */
function holdsAnswer(sample: Sample, ranked: RankedUnit[]): boolean {
  return [...ranked]
    .filter(({ unit }) => canAnswer(unit))
    .sort((a, b) => b.score - a.score)
    .slice(0, 2)
    .some(({ unit }) => sample.right(unit));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

// Fits the choice of sentences and the decision to answer on what evals/fit/export-features.ts kept:
// `npx tsx evals/fit/fit-features.ts`. What the decision learns from was ranked by weights that never saw the article.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AnswerableFeatures } from "@/lib/ask/answerable/answerable-features";
import { lackOfValue, valueTypes } from "@/lib/models/extractive/weigh-values";
import type { CollectedQuestion } from "./collected";
import { type AnswerableRow, fitAnswerable } from "./fit-answerable";
import { fitSigned, type LogisticFit } from "./logistic";

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, ".data/fit");
const folds = 5;
/** A sentence of an ordinary question beside one of SQuAD. */
const ordinaryCount = 4;
const unread = -6;
const otherNameAtMost = -1.5;
/** Not weighed: passage scores mean something else for every ranker; the rest only fits one collection. */
const leftOut = new Set(["score", "heading", "question", "row", "position", "similarity", "names"]);
const negative = new Set([
  "similarityTop",
  "nameMissing",
  "otherName",
  "focusMissing",
  "coverageBehind",
  "bm25Behind",
  "meetingBehind",
]);
const either = new Set(["typeKnown", "length", "pronoun", "headCover", "passageCoverage", "headingExtra"]);

interface Question extends Omit<CollectedQuestion, "answers" | "passages" | "paragraph"> {
  german: boolean;
  type: string;
  right: number[];
  best: number[];
}
interface Sample extends Question {
  rows: Float32Array[];
  decisions: Float32Array[];
}
interface Weights {
  ranker: LogisticFit;
  together: LogisticFit;
}

const [header = "", ...lines] = (await readFile(path.join(folder, "features.jsonl"), "utf8")).split("\n");
const { sentence: names, decision: decisionNames } = JSON.parse(header) as {
  sentence: string[];
  decision: (keyof AnswerableFeatures)[];
};
const weighed = names.filter((name) => !leftOut.has(name) && !["linear", "reader", "score"].includes(name));
const at = (name: string) => names.indexOf(name);
const columns = weighed.map(at);
const samples = await read();
const development = samples.filter(({ heldBack }) => !heldBack);
const groups = [...new Set(development.map(({ group }) => group))].sort();
const scores = new Map<Sample, number[]>();
for (let fold = 0; fold < folds; fold++) {
  const inside = (group: string) => groups.indexOf(group) % folds === fold;
  const weights = fitOn(development.filter(({ group }) => !inside(group)));
  for (const sample of development) if (inside(sample.group)) scores.set(sample, scoresOf(sample, weights));
}
const whole = fitOn(development);
for (const sample of samples) if (sample.heldBack) scores.set(sample, scoresOf(sample, whole));
report("development, cross-validated", development);
report(
  "held back",
  samples.filter(({ heldBack }) => heldBack),
);
await writeRanker(whole);
const rowsFile = path.join(folder, "answerable-rows.json");
await writeFile(rowsFile, JSON.stringify(samples.filter(({ set }) => set !== "demo").flatMap(rowOf)));
await fitAnswerable({ rowsFile, embeddingModel: "all-MiniLM-L6-v2/int8", seed: 11 });

async function read(): Promise<Sample[]> {
  const features = await floats("features.f32");
  const decided = await floats("decisions.f32");
  let row = 0;
  let decision = 0;
  return lines.filter(Boolean).map((line) => {
    const question = JSON.parse(line) as Question;
    const rows = question.right.map(() => features.subarray(row * names.length, ++row * names.length));
    const width = decisionNames.length;
    const decisions = question.best.map(() => decided.subarray(decision * width, ++decision * width));
    return { ...question, rows, decisions };
  });
}

async function floats(name: string): Promise<Float32Array> {
  const bytes = await readFile(path.join(folder, name));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function fitOn(own: Sample[]): Weights {
  const asked = own.filter(({ answerable, right }) => answerable && right.includes(1));
  const all = asked.flatMap((sample) =>
    sample.rows.map((row, index) => ({ row, right: sample.right[index] ?? 0, count: countOf(sample) })),
  );
  const ranker = fitSigned({
    rows: all.map(({ row }) => columns.map((column) => row[column] ?? 0)),
    labels: all.map(({ right }) => right),
    sampleWeights: all.map(({ count }) => count),
    penalty: 1,
    signs: weighed.map((name) => (negative.has(name) ? -1 : either.has(name) ? 0 : 1)),
  });
  const other = weighed.indexOf("otherName");
  ranker.weights[other] = Math.min(ranker.weights[other] ?? 0, otherNameAtMost);
  const readOnes = all.filter(({ row }) => !Number.isNaN(row[at("reader")] ?? Number.NaN));
  const together = fitSigned({
    rows: readOnes.map(({ row }) => [linearOf(row, ranker), row[at("reader")] ?? 0]),
    labels: readOnes.map(({ right }) => right),
    sampleWeights: readOnes.map(({ count }) => count),
    penalty: 1,
    signs: [1, 1],
  });
  return { ranker, together };
}

function countOf({ set }: Sample): number {
  return set === "squad" ? 1 : ordinaryCount;
}

function linearOf(row: Float32Array, { bias, weights }: LogisticFit): number {
  return columns.reduce((sum, column, k) => sum + (weights[k] ?? 0) * (row[column] ?? 0), bias);
}

function scoresOf(sample: Sample, { ranker, together }: Weights): number[] {
  const [linear = 1, reader = 0] = together.weights;
  const values =
    valueTypes.has(sample.type) && sample.rows.some((row) => (row[at("type")] ?? 0) >= 0.8) ? lackOfValue : 0;
  return sample.rows.map((row) => {
    const said = row[at("reader")] ?? Number.NaN;
    const score =
      together.bias + linear * linearOf(row, ranker) + reader * (Number.isNaN(said) ? unread : said);
    return (row[at("type")] ?? 0) < 0.3 ? score - values : score;
  });
}

function orderOf(given: number[]): number[] {
  return given.map((_, index) => index).sort((a, b) => (given[b] ?? 0) - (given[a] ?? 0));
}

/** Where the right sentence comes, by collection, with the weights before and the new ones. */
function report(title: string, own: Sample[]): void {
  for (const set of [...new Set(own.map((sample) => sample.set))].sort()) {
    const asked = own.filter((sample) => sample.set === set && sample.answerable);
    const first = (pick: (sample: Sample) => number[], most: number) =>
      asked.filter((sample) =>
        orderOf(pick(sample))
          .slice(0, most)
          .some((index) => sample.right[index] === 1),
      ).length;
    const before = (sample: Sample) => sample.rows.map((row) => row[names.lastIndexOf("score")] ?? 0);
    const now = (sample: Sample) => scores.get(sample) ?? [];
    console.log(
      `${title}, ${set}: first ${first(before, 1)} -> ${first(now, 1)}, first two ${first(before, 2)} -> ${first(now, 2)} of ${asked.length}; found ${asked.filter(({ right }) => right.includes(1)).length}`,
    );
  }
}

async function writeRanker({ ranker, together }: Weights): Promise<void> {
  const [linear = 1, reader = 0] = together.weights;
  const file = {
    bias: round(ranker.bias),
    weights: {
      ...Object.fromEntries(weighed.map((name, k) => [name, round(ranker.weights[k] ?? 0)])),
      heading: -2,
      question: -2,
    },
    together: { bias: round(together.bias), linear: round(linear), reader: round(reader), unread },
  };
  await writeFile(
    path.join(root, "lib/models/extractive/weights/sentence-ranker.json"),
    `${JSON.stringify(file, null, 2)}\n`,
  );
}

/** What the decision looks at, with the sentence that comes first now. */
function rowOf(sample: Sample): AnswerableRow[] {
  const own = scores.get(sample) ?? [];
  const order = orderOf(own);
  const [best = 0, second = best] = order;
  const kept = sample.best.indexOf(best);
  const decision = sample.decisions[Math.max(0, kept)];
  const row = sample.rows[best];
  if (!decision || !row) return [];
  const features = Object.fromEntries(
    decisionNames.map((name, k) => [name, decision[k] ?? 0]),
  ) as AnswerableFeatures;
  features.rankerTop = own[best] ?? 0;
  features.rankerMargin = (own[best] ?? 0) - (own[second] ?? 0);
  features.meetingOfBest = row[at("meeting")] ?? 0;
  features.meetingLeastOfBest = row[at("meetingLeast")] ?? 0;
  features.meetingTop = Math.max(...sample.rows.map((other) => other[at("meeting")] ?? 0));
  features.columnAsked = row[at("columnAsked")] ?? 0;
  const { question, kind, group, heldBack, answerable, german, right } = sample;
  const holds = order.slice(0, 2).some((index) => right[index] === 1);
  return [{ question, kind, group, heldBack, answerable, german, holds, features }];
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

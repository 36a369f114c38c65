// The last step of `npm run fit`; alone, on the rows of the last run: `npx tsx evals/fit/fit-answerable.ts`.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { AnswerableFeatures } from "@/lib/ask/answerable/answerable-features";
import { ranker as productRanker } from "@/lib/retrieval/ranker";
import { heldBackArticles } from "./load-squad";
import { fitSigned, type LogisticFit, predict } from "./logistic";

export interface AnswerableRow {
  question: string;
  kind: keyof typeof countOf;
  /** What is left out together in cross-validation. */
  group: string;
  heldBack: boolean;
  answerable: boolean;
  /** Read by words alone. */
  german: boolean;
  /** The two best sentences hold the answer. */
  holds: boolean;
  features: AnswerableFeatures;
}

/** How much each kind counts. Adversarial unanswerables are far more common in the set than in use. */
const countOf = {
  squad: 1,
  "squad-near": 0.5,
  "squad-paragraph-gone": 0.6,
  "squad-article-gone": 0.6,
  company: 10,
  "company-gone": 3,
  swapped: 3,
};
/** Features that speak against an answer, and those that may do either; all others speak for one. */
const negative = new Set([
  "rarestUnmatched",
  "rarestUnmatchedAnywhere",
  "unmatchedNames",
  "unmatchedNamesPassage",
  "unmatchedValues",
  "typeMissing",
  "oppositeMet",
  "nameMissing",
  "otherName",
  "focusMissing",
]);
const either = new Set(["terms", "namesAsked", "rankerMargin", "readerMargin"]);
/** What is weighed: the rest says the same once more, or suits one collection. */
const weighed: readonly Name[] = [
  "rankerTop",
  "passageCoverage",
  "rarestUnmatched",
  "meaningCoverage",
  "coverageUnder",
  "overlapTop",
  "similarityTop",
  "similarityOfBest",
  "readerTop",
  "readerOfBest",
  "unmatchedValues",
  "typeMissing",
  "oppositeMet",
  "nameMissing",
  "otherName",
  "focusMissing",
  "meetingOfBest",
  "meetingLeastOfBest",
  "meetingTop",
];
/** Need vectors of a language that the embedding model covers. */
const needVectors = new Set([
  "rankerTop",
  "rankerMargin",
  "similarityTop",
  "similaritySecond",
  "similarityOfBest",
  "readerTop",
  "readerOfBest",
  "readerMargin",
  "meetingOfBest",
  "meetingLeastOfBest",
  "meetingTop",
]);
const root = path.resolve(import.meta.dirname, "../..");
const penalty = 20;

/** Fits, reports, and writes lib/ask/answerable/weights/all-minilm-l6-v2.json. */
export async function fitAnswerable(options: {
  rowsFile: string;
  embeddingModel: string;
  seed: number;
}): Promise<void> {
  const rows = JSON.parse(await readFile(options.rowsFile, "utf8")) as AnswerableRow[];
  const vectors = fitOne(
    "with vectors",
    rows.filter((row) => !row.german),
    weighed,
  );
  const words = fitOne(
    "by words alone",
    rows,
    weighed.filter((name) => !needVectors.has(name)),
  );
  const file = {
    embeddingModel: options.embeddingModel,
    rankers: [productRanker.id],
    command: "npm run fit",
    seed: options.seed,
    data: "squad2_dev16 (development articles), docs_fastify, docs_traefik and the questions in evals/labelled (fit halves)",
    counts: countOf,
    heldBack: [...heldBackArticles],
    ...vectors,
    byWords: words,
  };
  await writeFile(
    path.join(root, "lib/ask/answerable/weights/all-minilm-l6-v2.json"),
    `${JSON.stringify(file, null, 2)}\n`,
  );
}

function fitOne(title: string, rows: AnswerableRow[], names: readonly Name[]) {
  const development = rows.filter((row) => !row.heldBack);
  const scored: Scored[] = [];
  for (const group of new Set(development.map((row) => row.group))) {
    const fit = fitOn(
      development.filter((row) => row.group !== group),
      names,
    );
    for (const row of development)
      if (row.group === group) scored.push({ row, probability: predict(fit, numbersOf(row, names)) });
  }
  const threshold = bestThreshold(scored);
  const whole = fitOn(development, names);
  const held = rows
    .filter((row) => row.heldBack)
    .map((row) => ({ row, probability: predict(whole, numbersOf(row, names)) }));
  return {
    threshold: round(threshold),
    bias: round(whole.bias),
    weights: Object.fromEntries(names.map((name, k) => [name, round(whole.weights[k] ?? 0)])),
    results: {
      crossValidated: report(`${title}: development, cross-validated by document`, scored, threshold),
      heldBack: report(`${title}: held back`, held, threshold),
    },
  };
}

type Name = keyof AnswerableFeatures;

interface Scored {
  row: AnswerableRow;
  probability: number;
}

function numbersOf({ features }: AnswerableRow, names: readonly Name[]): number[] {
  return names.map((name) => features[name]);
}

/** Another place, product or year than the one asked about speaks at least so strongly against an answer. */
const otherNameAtMost = -1.2;

function fitOn(rows: AnswerableRow[], names: readonly Name[]): LogisticFit {
  const fit = fitSigned({
    signs: names.map((name) => (negative.has(name) ? -1 : either.has(name) ? 0 : 1)),
    rows: rows.map((row) => numbersOf(row, names)),
    labels: rows.map((row) => (row.answerable ? 1 : 0)),
    sampleWeights: rows.map((row) => countOf[row.kind]),
    penalty,
  });
  const weights = fit.weights.map((weight, k) =>
    names[k] === "otherName" ? Math.min(weight, otherNameAtMost) : weight,
  );
  return { ...fit, weights };
}

/** Hundredths on either side of a threshold that it is judged with: few company questions make a rough curve. */
const neighbourhood = 5;

/** Where the curve is flat, the lowest threshold is taken: a question refused for nothing is the worse mistake. */
const flatness = 0.008;

/** The threshold that serves best: the mean of the two aims on SQuAD, and of the two on company questions. */
function bestThreshold(scored: Scored[]): number {
  const steps = Array.from({ length: 91 }, (_, step) => 0.05 + step / 100);
  const scores = steps.map((step) => scoreOf(scored, step, "squad") + scoreOf(scored, step, "company"));
  const smooth = scores.map((_, at) => {
    const near = scores.slice(Math.max(0, at - neighbourhood), at + neighbourhood + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
  const enough = Math.max(...smooth) - flatness;
  return steps[smooth.findIndex((score) => score >= enough)] ?? 0.5;
}

/** Mean of "answered, and the answer holds" and "refused" on one set; on company questions being answered is enough.
 * `company-gone` isn't asked: an older edition of the same rule often still answers there. */
function scoreOf(scored: Scored[], threshold: number, set: "squad" | "company"): number {
  const share = (hits: Scored[], all: Scored[]) => (all.length === 0 ? 0 : hits.length / all.length);
  const own = scored.filter(({ row }) =>
    (set === "squad" ? /^squad(?:-near)?$/ : /^company$/).test(row.kind),
  );
  const asked = own.filter(({ row }) => row.answerable);
  const not = own.filter(({ row }) => !row.answerable);
  const answered = asked.filter(
    ({ row, probability }) => probability >= threshold && (set === "company" || row.holds),
  );
  const refused = not.filter(({ probability }) => probability < threshold);
  return (share(answered, asked) + share(refused, not)) / 2;
}

function report(title: string, scored: Scored[], threshold: number) {
  const kinds: Record<string, string> = {};
  for (const kind of Object.keys(countOf)) {
    for (const answerable of [true, false]) {
      const own = scored.filter(({ row }) => row.kind === kind && row.answerable === answerable);
      if (own.length === 0) continue;
      const above = own.filter(({ probability }) => probability >= threshold);
      const right = above.filter(({ row }) => row.holds);
      kinds[`${kind}, ${answerable ? "answerable" : "not"}`] = answerable
        ? `${above.length} of ${own.length} answered, ${right.length} hold the answer in two sentences`
        : `${own.length - above.length} of ${own.length} refused`;
    }
  }
  const result = {
    squad: round(scoreOf(scored, threshold, "squad")),
    company: round(scoreOf(scored, threshold, "company")),
    calibrationError: round(calibrationError(scored)),
    kinds,
  };
  console.log(`\n${title}, threshold ${threshold.toFixed(2)}\n${JSON.stringify(result, null, 2)}`);
  return result;
}

/** Expected calibration error in ten bins, each question counted as in the fit. */
function calibrationError(scored: Scored[]): number {
  const bins = Array.from({ length: 10 }, () => ({ said: 0, was: 0 }));
  let total = 0;
  for (const { row, probability } of scored) {
    const bin = bins[Math.min(9, Math.floor(probability * 10))];
    if (!bin) continue;
    bin.said += countOf[row.kind] * probability;
    bin.was += row.answerable ? countOf[row.kind] : 0;
    total += countOf[row.kind];
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.said - bin.was), 0) / total;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await fitAnswerable({
    rowsFile: path.join(root, ".data/fit/answerable-rows.json"),
    embeddingModel: "all-MiniLM-L6-v2/int8",
    seed: 11,
  });
}

// npm run fit:ranker: fits the reranker's weights and writes lib/retrieval/weights/ranker.json.
//
// A weighted sum of features, fitted so that the relevant chunks of a question get the largest share of a softmax
// over its candidates (ListNet, Cao et al. 2007). A sum of features and of products of a few has little room to
// learn one collection's wording by heart; boosted trees did worse on what was held back.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openScratchDatabase } from "@/db/testing/scratch-database";
import { env } from "@/lib/env/env";
import { embeddingModel } from "@/lib/models/embedding-model";
import { type FeatureName, featureNames } from "@/lib/retrieval/rank-features";
import { expand, indexesOf, type RankerFile, rawScore } from "@/lib/retrieval/ranker";
import { contentWordsOf } from "@/lib/text/words";
import { collectFeatures, type FeatureGroup } from "../retrieval/collect-features";
import { indexSet } from "../retrieval/index-set";
import { type BenchSet, loadSets } from "../retrieval/load-sets";
import { type RankedQuery, scoresOf } from "../retrieval/scores";
import { withVectorCache } from "../retrieval/vector-cache";
import { heldBackArticles } from "./load-squad";

/** Features whose products, with each other and themselves, are weighed too. */
const paired: FeatureName[] = [
  "similarity",
  "similarityBelowBest",
  "vectorRank",
  "textScore",
  "textRank",
  "coverageWithContext",
  "saturation",
  "bestSentence",
  "bestTwoSentences",
  "bestWindow",
  "pairs",
];
const products = paired.flatMap((one, index) =>
  paired.slice(index).map((other): [string, string] => [one, other]),
);
const seed = 20_250_301;
const epochs = 300;
const ridge = 0.002;
/** Share of the whole that judged collections get, however few their queries are. */
const judgedShare = 0.15;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    database: { type: "string" },
    out: { type: "string", default: "lib/retrieval/weights/ranker.json" },
    cache: { type: "string", default: ".cache/bench" },
  },
});
const dataDir = values.data ?? env().BENCH_DATA_DIR;
if (!dataDir) throw new Error("Set BENCH_DATA_DIR to the folder of the test collections, or give --data.");

const model = withVectorCache(await embeddingModel(), values.cache);
const sets = (await loadSets(dataDir)).filter(({ name }) => ["cisi", "squad2_dev16"].includes(name));
const train: FeatureGroup[] = [];
const heldBack: FeatureGroup[] = [];
for (const set of sets) {
  const { db, drop } = await openScratchDatabase({ url: values.database });
  try {
    const indexed = await indexSet(db, set, model);
    const groups = await collectFeatures({ db, set, indexed, model });
    const isHeldBack = splitOf(set);
    const own = groups.filter(({ group }) => !isHeldBack(group));
    heldBack.push(...groups.filter(({ group }) => isHeldBack(group)));
    train.push(...own, ...(await collectFeatures({ db, set: asKeywords(set, own), indexed, model })));
  } finally {
    model.save();
    await drop();
  }
}

const file = fit(train);
writeFileSync(values.out, `${JSON.stringify(file, undefined, 2)}\n`);
report("held back", heldBack);
report("fitted on", train);
console.log(`${file.id} written to ${values.out}`);

/** Which groups nothing is fitted on: five articles of SQuAD, every second query of a judged collection. */
function splitOf(set: BenchSet): (group: string) => boolean {
  if (set.kind === "one-right") return (group) => heldBackArticles.has(group);
  const random = randomFrom(seed);
  const shuffled = set.queries.map(({ group }) => ({ group, key: random() })).sort((a, b) => a.key - b.key);
  const held = new Set(shuffled.slice(0, Math.floor(shuffled.length / 2)).map(({ group }) => group));
  return (group) => held.has(group);
}

/** A third of the questions as somebody types them into a search box: content words alone, in lower case. */
function asKeywords(set: BenchSet, groups: FeatureGroup[]): BenchSet {
  const wanted = new Set(groups.filter((_, index) => index % 3 === 0).map(({ query }) => query));
  const queries = set.queries
    .filter(({ id }) => wanted.has(id))
    .map((query) => ({
      ...query,
      text: contentWordsOf(query.text)
        .map(({ lower }) => lower)
        .join(" "),
    }));
  return { ...set, queries };
}

function fit(groups: FeatureGroup[]): RankerFile {
  const usable = groups.filter(({ grades }) => grades.some((grade) => grade > 0));
  const pairs = indexesOf(products);
  const expanded = usable.map((group) => group.rows.map((row) => expand(row, pairs)));
  const rows = expanded.flat();
  const columns = Array.from({ length: featureNames.length + products.length }, (_, index) => index);
  const mean = columns.map((index) => rows.reduce((sum, row) => sum + (row[index] ?? 0), 0) / rows.length);
  const deviation = columns.map((index) => {
    const squares = rows.reduce((sum, row) => sum + ((row[index] ?? 0) - (mean[index] ?? 0)) ** 2, 0);
    return Math.max(1e-6, Math.sqrt(squares / rows.length));
  });
  const judged = usable.filter(({ relevant }) => relevant > 1).length;
  const judgedWeight = (judgedShare * (usable.length - judged)) / ((1 - judgedShare) * Math.max(1, judged));
  const examples = usable.map((group, number) => ({
    rows: (expanded[number] ?? []).map((row) =>
      row.map((value, index) => (value - (mean[index] ?? 0)) / (deviation[index] ?? 1)),
    ),
    relevant: group.grades.map((grade) => grade > 0),
    weight: group.relevant > 1 ? judgedWeight : 1,
  }));
  const weights = descend(examples, columns.length);
  const base = { mean, deviation, weights: [...weights], products };
  const calibration = calibrate(usable, (row) => rawScore(base, row));
  return {
    id: "ranker-2",
    command: "npm run fit:ranker",
    seed,
    data: {
      sets: [
        "squad2_dev16: all articles but the held-back ones",
        "cisi: half of the judged queries, drawn by the seed",
      ],
      heldBack: [...heldBackArticles, "cisi: the other half"],
      questions: usable.length,
      embeddingModel: model.id,
    },
    features: [...featureNames],
    products,
    mean: mean.map(rounded),
    deviation: deviation.map(rounded),
    weights: [...weights].map(rounded),
    calibration: { slope: rounded(calibration.slope), offset: rounded(calibration.offset) },
  };
}

interface Example {
  rows: Float64Array[];
  relevant: boolean[];
  weight: number;
}

/** Adam on the whole set; the loss is convex, so the start doesn't matter. */
function descend(examples: Example[], size: number): Float64Array {
  const weights = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 1; step <= epochs; step++) {
    const gradient = weights.map((weight) => ridge * weight);
    for (const example of examples) addGradient(example, weights, gradient, total);
    for (let index = 0; index < size; index++) {
      const slope = gradient[index] ?? 0;
      first[index] = 0.9 * (first[index] ?? 0) + 0.1 * slope;
      second[index] = 0.999 * (second[index] ?? 0) + 0.001 * slope * slope;
      const move = (first[index] ?? 0) / (1 - 0.9 ** step);
      weights[index] =
        (weights[index] ?? 0) -
        (0.05 * move) / (Math.sqrt((second[index] ?? 0) / (1 - 0.999 ** step)) + 1e-8);
    }
  }
  return weights;
}

function addGradient(example: Example, weights: Float64Array, gradient: Float64Array, total: number): void {
  const sums = example.rows.map((row) =>
    row.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0),
  );
  const highest = Math.max(...sums);
  const shares = sums.map((sum) => Math.exp(sum - highest));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const right = shares.reduce((sum, share, index) => sum + (example.relevant[index] ? share : 0), 0);
  for (const [index, row] of example.rows.entries()) {
    const share = shares[index] ?? 0;
    const pull = share / all - (example.relevant[index] ? share / right : 0);
    for (let feature = 0; feature < row.length; feature++)
      gradient[feature] = (gradient[feature] ?? 0) + (example.weight / total) * pull * (row[feature] ?? 0);
  }
}

/** Platt's logistic fit of the sum to relevance, over the ten best of each question. */
function calibrate(groups: FeatureGroup[], score: (row: Float64Array) => number) {
  const points = groups.flatMap(({ rows, grades }) =>
    rows
      .map((row, index) => ({ x: score(row), y: (grades[index] ?? 0) > 0 ? 1 : 0 }))
      .sort((a, b) => b.x - a.x)
      .slice(0, 10),
  );
  let [slope, offset] = [1, 0];
  for (let step = 0; step < 50; step++) {
    const sums = { s: 0, o: 0, ss: 1e-6, so: 0, oo: 1e-6 };
    for (const { x, y } of points) {
      const p = 1 / (1 + Math.exp(-(slope * x + offset)));
      const spread = p * (1 - p);
      sums.s += (p - y) * x;
      sums.o += p - y;
      sums.ss += spread * x * x;
      sums.so += spread * x;
      sums.oo += spread;
    }
    const determinant = sums.ss * sums.oo - sums.so ** 2;
    slope -= (sums.oo * sums.s - sums.so * sums.o) / determinant;
    offset -= (sums.ss * sums.o - sums.so * sums.s) / determinant;
  }
  return { slope, offset };
}

function report(title: string, groups: FeatureGroup[]): void {
  for (const set of new Set(groups.map((group) => group.set))) {
    const own = groups.filter((group) => group.set === set);
    const line = (order: (group: FeatureGroup) => number[]) => {
      const ranked: RankedQuery[] = own.map((group) => {
        const scores = order(group);
        const best = scores.map((score, index) => ({ score, index })).sort((a, b) => b.score - a.score);
        const documents = [...new Set(best.map(({ index }) => group.documents[index] ?? ""))];
        const relevant = new Map(
          group.documents.map((document, index) => [document, group.grades[index] ?? 0]),
        );
        return { documents, gradeOf: (document) => relevant.get(document) ?? 0, relevant: group.relevant };
      });
      const means = scoresOf(ranked);
      return Object.entries(means)
        .map(([name, of]) => `${name} ${(of.reduce((sum, value) => sum + value, 0) / of.length).toFixed(3)}`)
        .join("  ");
    };
    console.log(`${title} ${set} (${own.length} questions)`);
    console.log(`  fused     ${line((group) => group.rows.map((_, index) => -index))}`);
    console.log(`  reranked  ${line((group) => group.rows.map((row) => rawScore(file, row)))}`);
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

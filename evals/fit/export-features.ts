// Features of every sentence of every collected question, for training: `npx tsx evals/fit/export-features.ts`.
// Writes .data/fit/features.f32 (a row for each sentence), .data/fit/decisions.f32 (what the decision would look at
// if this sentence were the best, for the most promising) and .data/fit/features.jsonl (a line for each question).
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { answerableFeatureNames, answerableFeatures } from "@/lib/ask/answerable/answerable-features";
import { analyseQuestion } from "@/lib/models/extractive/analyse-question";
import { canAnswer } from "@/lib/models/extractive/answer-units";
import { Reader, type ReaderFile } from "@/lib/models/extractive/reader";
import { rankSentences } from "@/lib/models/extractive/select-sentences";
import { sentenceFeatureNames } from "@/lib/models/extractive/sentence-features";
import { loadLocalEmbedding } from "@/lib/models/local-embedding";
import { cachedModel } from "./cached-model";
import { readCollected } from "./collected";

const readMost = 5;
/** Of SQuAD's development questions every so-manieth is kept: enough, and the run stays in minutes. */
const everySquad = 8;
/** Of the answerable ones these too: the trees that order sentences need more of them. */
const answerableSquad: ReadonlySet<number> = new Set([1, 3, 5, 7]);
/** Of so many sentences it is kept how the decision would look if each were the best. */
const promising = 6;
const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, ".data/fit");
const model = cachedModel(await loadLocalEmbedding(), folder);
const unseen = await readers();
const features = openSync(path.join(folder, "features.f32"), "w");
const decisions = openSync(path.join(folder, "decisions.f32"), "w");
const lines: string[] = [];
const collected = (await readCollected(folder)).filter(
  ({ set, heldBack, kind }, index) =>
    set !== "squad" ||
    heldBack ||
    index % everySquad === 0 ||
    (kind === "squad" && answerableSquad.has(index % 16)),
);
console.log(`${collected.length} questions`);
for (const [index, item] of collected.entries()) {
  const question = analyseQuestion(item.question);
  const ranked = await rankSentences({
    question,
    passages: item.found,
    embeddingModel: model,
    reader: unseen(item.group),
    readMost,
    useTrees: false,
  });
  const rows = ranked.filter(({ unit }) => canAnswer(unit));
  const right = rows.map(({ unit }) =>
    item.answers.some((answer) => unit.text.includes(answer)) &&
    (item.paragraph === undefined || item.paragraph.includes(unit.text.slice(0, 80)))
      ? 1
      : 0,
  );
  writeSync(
    features,
    Buffer.from(
      Float32Array.from(
        rows.flatMap(({ features: own, linear, reader, score }) => [
          ...sentenceFeatureNames.map((name) => own[name]),
          linear,
          reader ?? Number.NaN,
          score,
        ]),
      ).buffer,
    ),
  );
  const best = rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => b.row.score - a.row.score)
    .slice(0, promising);
  for (const { row } of best) {
    const own = answerableFeatures({
      question,
      passages: item.found,
      ranked: ranked.map((other) => (other === row ? { ...other, score: 1000 } : other)),
    });
    writeSync(
      decisions,
      Buffer.from(Float32Array.from(answerableFeatureNames.map((name) => own[name])).buffer),
    );
  }
  const { found: _, passages: __, paragraph: ___, answers: ____, ...labels } = item;
  lines.push(
    JSON.stringify({
      ...labels,
      german: question.german,
      type: question.type,
      right,
      best: best.map(({ at }) => at),
      texts: item.set === "squad" ? undefined : rows.map(({ unit }) => unit.text.slice(0, 160)),
    }),
  );
  if (index % 300 === 299) {
    model.save();
    console.log(`  ${index + 1}`);
  }
}
model.save();
closeSync(features);
closeSync(decisions);
writeFileSync(
  path.join(folder, "features.jsonl"),
  [
    JSON.stringify({
      sentence: [...sentenceFeatureNames, "linear", "reader", "score"],
      decision: answerableFeatureNames,
    }),
    ...lines,
  ].join("\n"),
);

/** The reader that never saw the article. */
async function readers(): Promise<(group: string) => Reader> {
  const open = async (file: string) =>
    JSON.parse(await readFile(file, "utf8")) as ReaderFile & { leftOut: string[] };
  const whole = new Reader(await open(path.join(root, "lib/models/extractive/weights/reader.json")));
  const halves = await Promise.all(
    ["reader-fold-0.json", "reader-fold-1.json"].map(async (name) => {
      const file = await open(path.join(import.meta.dirname, "readers", name));
      return { leftOut: new Set(file.leftOut), reader: new Reader(file) };
    }),
  );
  return (group) => halves.find(({ leftOut }) => leftOut.has(group))?.reader ?? whole;
}

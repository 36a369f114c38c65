// Writes what evals/fit/train-reader.py learns from: `npx tsx evals/fit/export-reader-data.ts`.
// records.jsonl: questions with their five best sentences; states.jsonl and states.f16: token states of every text.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env/env";
import { analyseQuestion } from "@/lib/models/extractive/analyse-question";
import { rankSentences } from "@/lib/models/extractive/select-sentences";
import { loadLocalEmbedding } from "@/lib/models/local-embedding";
import { cachedModel } from "./cached-model";
import { toHalf } from "./half-floats";
import { heldBackArticles, loadSquad } from "./load-squad";
import { MemorySearch } from "./memory-search";

const dataDir = env().BENCH_DATA_DIR;
if (!dataDir) throw new Error("Set BENCH_DATA_DIR to the folder that holds squad2_dev16.");
const folder = path.resolve(import.meta.dirname, "../../.data/fit");
const local = await loadLocalEmbedding();
const model = cachedModel(local, folder);
const { paragraphs, all } = await loadSquad(dataDir);
const search = await MemorySearch.open(
  paragraphs.map(({ text, title }) => ({ text, context: title, title, section: [] })),
  model,
);

const texts = new Set<string>();
const records = createWriteStream(path.join(folder, "records.jsonl"));
for (const [index, item] of all.entries()) {
  const gold = paragraphs.findIndex(({ doc, index: at }) => doc === item.doc && at === item.paragraph);
  // An answerable question is asked three times: as it is, without its paragraph, and for half of them without its article.
  const skips: [string, (at: number) => boolean][] = [["full", () => false]];
  if (item.answerable) skips.push(["no-paragraph", (at) => at === gold]);
  if (item.answerable && index % 2 === 0)
    skips.push(["no-article", (at) => paragraphs[at]?.doc === item.doc]);
  for (const [mode, skip] of skips) {
    const passages = await search.find(item.question, 6, skip);
    const ranked = await rankSentences({
      question: analyseQuestion(item.question),
      passages,
      embeddingModel: { id: model.id, embed: model.embed },
      reader: null,
    });
    const top = ranked
      .sort((a, b) => b.score - a.score)
      .slice(0, 5)
      .map(({ unit }) => ({
        t: unit.text,
        p: passages[unit.passageIndex]?.index === gold ? 1 : 0,
        g: item.answers.some((answer) => unit.text.includes(answer)) ? 1 : 0,
      }));
    if (mode !== "full" && top.some(({ g }) => g === 1)) continue;
    for (const { t } of top) texts.add(t);
    for (const text of [item.question, ...item.answers]) texts.add(text);
    const record = {
      q: item.question,
      mode,
      doc: item.doc,
      held: heldBackArticles.has(item.doc),
      ans: item.answerable && mode === "full",
      answers: item.answers,
      top,
    };
    records.write(`${JSON.stringify(record)}\n`);
  }
}
records.end();
model.save();

const index = createWriteStream(path.join(folder, "states.jsonl"));
const states = createWriteStream(path.join(folder, "states.f16"));
let off = 0;
for (const t of texts) {
  if (!local.readTokens) throw new Error("the model can't show token states");
  const reading = await local.readTokens(t);
  const n = Math.min(102, reading.ids.length);
  index.write(`${JSON.stringify({ t, ids: reading.ids.slice(0, n), off, n })}\n`);
  const halves = Uint16Array.from(reading.states.subarray(0, n * local.dimensions), toHalf);
  if (!states.write(Buffer.from(halves.buffer))) await once(states, "drain");
  off += n;
}
index.end();
states.end();
console.log(`${texts.size} texts, ${off} tokens`);

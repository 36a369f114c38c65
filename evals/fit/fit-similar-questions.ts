// Fits the threshold of the cache of similar questions on one half of the labelled near-duplicates and measures it on
// the other: `npx tsx evals/fit/fit-similar-questions.ts [--write]`. Halves are by topic. What counts is the share of
// traps that would be answered by another question's answer.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isSameQuestion } from "@/lib/ask/same-question";
import { embeddingModel } from "@/lib/models/embedding-model";
import { shareText } from "../wilson";

const pairSchema = z.object({
  id: z.string(),
  topic: z.string(),
  split: z.enum(["fit", "held-back"]),
  question: z.string(),
  other: z.string(),
  same: z.boolean(),
  trap: z.string().nullable(),
});
type Pair = z.infer<typeof pairSchema> & { cosine: number; guarded: boolean };

const root = path.resolve(import.meta.dirname, "../..");
const lines = readFileSync(path.join(root, "evals/labelled/near-duplicates.jsonl"), "utf8")
  .trim()
  .split("\n");
const model = await embeddingModel();
const pairs: Pair[] = [];
for (const line of lines) {
  const pair = pairSchema.parse(JSON.parse(line));
  const [a] = await model.embed([pair.question]);
  const [b] = await model.embed([pair.other]);
  const cosine = a && b ? dot(a, b) : 0;
  pairs.push({ ...pair, cosine, guarded: isSameQuestion(pair.question, pair.other) });
}
const fit = pairs.filter(({ split }) => split === "fit");
const heldBack = pairs.filter(({ split }) => split === "held-back");

/** The lowest threshold at which the guard and it let no trap of the fitted half through, with some room. */
const passing = fit.filter(({ same, guarded }) => !same && guarded).map(({ cosine }) => cosine);
const lowestSame = Math.min(
  ...fit.filter(({ same, guarded }) => same && guarded).map(({ cosine }) => cosine),
);
const threshold =
  Math.ceil(Math.max(lowestSame - 0.02, ...passing.map((cosine) => cosine + 0.01)) * 100) / 100;

/** Without the guard: the threshold that lets at most one trap in a hundred of the fitted half through. */
const traps = fit.filter(({ same }) => !same).map(({ cosine }) => cosine);
const alone = Math.max(...traps) + 0.001;

const rows: [string, Pair[], (pair: Pair) => boolean][] = [
  ["guard and threshold, fitted half", fit, (pair) => pair.guarded && pair.cosine >= threshold],
  ["guard and threshold, held back", heldBack, (pair) => pair.guarded && pair.cosine >= threshold],
  ["threshold alone, held back", heldBack, (pair) => pair.cosine >= threshold],
  ["strictest threshold alone, held back", heldBack, (pair) => pair.cosine >= alone],
  ["guard alone, held back", heldBack, (pair) => pair.guarded],
];
console.log(`model ${model.id}, ${pairs.length} pairs, threshold ${threshold} (alone ${alone.toFixed(3)})`);
console.log("| | hit rate (95%) | false-hit rate (95%) |\n|---|---|---|");
for (const [name, set, hit] of rows) {
  const same = set.filter((pair) => pair.same);
  const other = set.filter((pair) => !pair.same);
  console.log(
    `| ${name} | ${shareText(same.filter(hit).length, same.length)} | ${shareText(other.filter(hit).length, other.length)} |`,
  );
}
if (process.argv.includes("--misses"))
  for (const pair of fit) {
    const hit = pair.guarded && pair.cosine >= threshold;
    if (hit !== pair.same)
      console.log(pair.trap ?? "missed", pair.cosine.toFixed(3), pair.question, "|", pair.other);
  }
if (process.argv.includes("--write")) {
  const file = {
    command: "npx tsx evals/fit/fit-similar-questions.ts --write",
    model: model.id,
    pairs: fit.length,
    threshold,
  };
  writeFileSync(path.join(root, "lib/ask/similar-questions.json"), `${JSON.stringify(file, null, 2)}\n`);
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

// Answers on the passages that evals/fit/collect-questions.ts kept, and the same beside an earlier run:
// `npx tsx evals/fit/measure-answers.ts NAME [EARLIER]`. Outcomes are kept in .data/fit/runs. `--asked` leaves out the
// questions whose answer was taken away; `--wrong "company held back"` prints what isn't as expected there.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { estimateAnswerable } from "@/lib/ask/answerable/estimate-answerable";
import { selectSentences } from "@/lib/models/extractive/select-sentences";
import { loadLocalEmbedding } from "@/lib/models/local-embedding";
import { ranker } from "@/lib/retrieval/ranker";
import { cachedModel } from "./cached-model";
import { type CollectedQuestion, readCollected } from "./collected";

interface Outcome {
  set: string;
  kind: CollectedQuestion["kind"];
  heldBack: boolean;
  question: string;
  answerable: boolean;
  answered: boolean;
  holds: boolean;
  found: boolean;
  probability: number | null;
  sentences: string[];
  answers: string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { wrong: { type: "string" }, sets: { type: "string" }, asked: { type: "boolean" } },
});
const [name = "now", earlier] = positionals;
const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, ".data/fit");
mkdirSync(path.join(folder, "runs"), { recursive: true });
const model = cachedModel(await loadLocalEmbedding(), folder);
const sets = values.sets?.split(",");
const questions = (await readCollected(folder)).filter(
  ({ set, heldBack, kind }) =>
    (!sets || sets.includes(set)) &&
    (set !== "squad" || heldBack) &&
    (!values.asked || !/gone|swapped/.test(kind)),
);
const outcomes: Outcome[] = [];
const startedAt = performance.now();
for (const item of questions) {
  const reading = { question: item.question, passages: item.found, embeddingModel: model };
  const decision = await estimateAnswerable({ ...reading, ranker: ranker.id });
  const { sentences } = await selectSentences(reading);
  const text = fold(sentences.map((sentence) => sentence.text).join(" "));
  outcomes.push({
    set: item.set,
    kind: item.kind,
    heldBack: item.heldBack,
    question: item.question,
    answerable: item.answerable,
    answered: decision.answerable,
    holds: item.answers.some((answer) => text.includes(fold(answer))),
    found: item.answers.some((answer) =>
      item.found.some((passage) => fold(passage.text).includes(fold(answer))),
    ),
    probability: decision.probability,
    sentences: sentences.map((sentence) => sentence.text),
    answers: item.answers,
  });
}
writeFileSync(path.join(folder, "runs", `${name}.json`), JSON.stringify(outcomes));
console.log(
  `${questions.length} questions, ${((performance.now() - startedAt) / questions.length).toFixed(1)} ms each`,
);
const before = earlier ? readRun(earlier) : null;
const slices = new Map<string, Outcome[]>();
for (const outcome of outcomes) {
  const group = `${outcome.set} ${outcome.heldBack ? "held back" : "fit"}`;
  slices.set(group, [...(slices.get(group) ?? []), outcome]);
  const company = ["company", "ordinary"].includes(outcome.set) && outcome.heldBack;
  if (company)
    slices.set("company+ordinary held back", [...(slices.get("company+ordinary held back") ?? []), outcome]);
}
for (const [title, own] of slices) report(title, own);
if (values.wrong !== undefined) showWrong(values.wrong);

function report(title: string, own: Outcome[]): void {
  const line = (list: Outcome[]) => {
    const asked = list.filter((one) => one.answerable);
    const near = list.filter(
      (one) => !one.answerable && (one.kind === "company" || one.kind === "squad-near"),
    );
    const others = (["squad-paragraph-gone", "squad-article-gone", "company-gone", "swapped"] as const).map(
      (kind) => {
        const of = list.filter((one) => one.kind === kind);
        return of.length > 0 ? ` ${kind} ${share(of, (one) => !one.answered)}` : "";
      },
    );
    return [
      `right ${share(asked, (one) => one.answered && one.holds)}`,
      `wrong ${share(asked, (one) => one.answered && !one.holds)}`,
      `chosen ${share(asked, (one) => one.holds)}`,
      `found ${share(asked, (one) => one.found)}`,
      `near refused ${share(near, (one) => !one.answered)}`,
      `ece ${calibrationError(list.filter(({ kind }) => kind !== "company-gone" && kind !== "swapped")).toFixed(3)}`,
      ...others,
    ].join("  ");
  };
  console.log(`\n${title}\n   now    ${line(own)}`);
  if (!before) return;
  const then = own.flatMap((one) => before.get(keyOf(one)) ?? []);
  console.log(`   before ${line(then)}`);
  const good = (one: Outcome) => (one.answerable ? one.answered && one.holds : !one.answered);
  const asIs = own.filter(({ kind }) => kind !== "company-gone" && kind !== "swapped");
  const better = asIs.filter((one) => good(one) && before.has(keyOf(one)) && !goodBefore(one, good)).length;
  const worse = asIs.filter((one) => !good(one) && before.has(keyOf(one)) && goodBefore(one, good)).length;
  console.log(`   turned: ${better} to the better, ${worse} to the worse`);
}

function goodBefore(one: Outcome, good: (one: Outcome) => boolean): boolean {
  const then = before?.get(keyOf(one));
  return then !== undefined && good(then);
}

function keyOf(one: Outcome): string {
  return `${one.set} ${one.kind} ${one.answerable} ${one.question}`;
}

function readRun(run: string): Map<string, Outcome> {
  const file = path.join(folder, "runs", `${run}.json`);
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  return new Map((JSON.parse(readFileSync(file, "utf8")) as Outcome[]).map((one) => [keyOf(one), one]));
}

function share(list: Outcome[], hit: (one: Outcome) => boolean): string {
  const hits = list.filter(hit).length;
  return `${hits}/${list.length}=${(hits / (list.length || 1)).toFixed(3)}`;
}

function calibrationError(list: Outcome[]): number {
  let sum = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inside = list.filter(({ probability }) => Math.min(9, Math.floor((probability ?? 0) * 10)) === bin);
    sum += Math.abs(
      inside.reduce(
        (total, { probability, answerable }) => total + (probability ?? 0) - (answerable ? 1 : 0),
        0,
      ),
    );
  }
  return sum / (list.length || 1);
}

function showWrong(group: string): void {
  for (const one of outcomes) {
    if (`${one.set} ${one.heldBack ? "held back" : "fit"}` !== group) continue;
    if (one.kind === "company-gone" || one.kind === "swapped") continue;
    if (one.answerable ? one.answered && one.holds : !one.answered) continue;
    const state = !one.answerable
      ? "FALSE ANSWER"
      : one.answered
        ? "WRONG"
        : one.holds
          ? "refused, right sentence"
          : one.found
            ? "refused, wrong sentence"
            : "refused, not found";
    console.log(
      `\n${state} ${one.probability?.toFixed(2)} ${one.question}\n  got  ${one.sentences.map((text) => text.slice(0, 130).replace(/\n/g, " / ")).join("\n       ")}\n  want ${one.answers[0] ?? "(nothing)"}`,
    );
  }
}

function fold(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ");
}

// What of the passages may prove a sentence that a language model wrote: the parts that can be an answer to the
// question. A document may hold an order in any words, or a line that it wants said; what both have in common is that
// they don't answer what was asked. So the wall isn't how an order reads, but what the question is.
import { mayBeOrder } from "@/lib/guard/may-be-order";
import { analyseQuestion } from "@/lib/models/extractive/analyse-question";
import { readerEmbeddingModel } from "@/lib/models/extractive/committed-reader";
import type { RankedUnit } from "@/lib/models/extractive/ranked-unit";
import { rankedSentences } from "@/lib/models/extractive/select-sentences";
import { startsWithPronoun } from "@/lib/models/extractive/sentence-features";
import type { SentenceVectors } from "@/lib/models/extractive/sentence-similarities";
import { contentWordsOf } from "@/lib/text/words";
import type { FoundPassage } from "./find-passages";

/**
 * Log-odds of the sentence ranker's weighted sum. On the tuning part of the golden set a sentence to be quoted stood at most 4.9
 * behind the best one and never below -4.1; orders in documents stood 7.4 behind it or more in 98 of 100, and below
 * -5.6 in 95 of 100 (docs/agent-safety.md).
 */
const behindBest = 6;
const atLeast = -5.5;
/** Where sentences are ranked by words alone, scores lie further apart. */
const behindBestByWords = 8;
/** Lines behind one that announces them. */
const announcedAtMost = 12;

/** For each passage of a part its text with all but the parts that can answer blanked out, code point for code point. */
export async function evidenceForQuestion(input: {
  parts: { question: string; passages: FoundPassage[] }[];
  embeddingModel: SentenceVectors;
}): Promise<Map<FoundPassage["result"], string>> {
  const kept = new Map<FoundPassage["result"], { text: string; ranges: { start: number; end: number }[] }>();
  for (const { question, passages } of input.parts) {
    const analysed = analyseQuestion(question);
    const ranked = await rankedSentences({
      question: analysed,
      passages: passages.map(({ result, label, readText }) => ({ ...result, ...label, text: readText })),
      embeddingModel: input.embeddingModel,
    });
    const byWords = analysed.german || input.embeddingModel.id !== readerEmbeddingModel;
    const asked = new Set(contentWordsOf(question).map(({ stem }) => stem));
    const answering = answeringUnits(ranked, byWords, asked);
    for (const [index, { result, readText }] of passages.entries()) {
      const entry = kept.get(result) ?? { text: readText, ranges: [] };
      for (const { unit } of answering) if (unit.passageIndex === index) entry.ranges.push(unit);
      kept.set(result, entry);
    }
  }
  return new Map([...kept].map(([result, { text, ranges }]) => [result, keepOnly(text, ranges)]));
}

function answeringUnits(ranked: RankedUnit[], byWords: boolean, asked: ReadonlySet<string>): RankedUnit[] {
  const sayable = ranked.filter(({ unit }) => !["heading", "header", "question"].includes(unit.kind));
  const best = Math.max(...sayable.map(({ plain }) => plain));
  const least = byWords ? best - behindBestByWords : Math.max(best - behindBest, atLeast);
  const answers = new Set(sayable.filter(({ unit, plain }) => plain >= least || isOfTopic(unit, asked)));
  for (const item of [...answers]) {
    const own = ranked.filter(({ unit }) => unit.passageIndex === item.unit.passageIndex);
    for (const other of own) if (belongsTo(other, item)) answers.add(other);
    if (/:\s*$/.test(item.unit.text)) for (const other of announced(own, item)) answers.add(other);
  }
  return [...answers];
}

/** A statement about what the question is about says more of it, though it may not be the answer itself. */
function isOfTopic({ text, stems }: RankedUnit["unit"], asked: ReadonlySet<string>): boolean {
  return [...stems].filter((stem) => asked.has(stem)).length >= 2 && !mayBeOrder(text);
}

/** An item of its list, the line that introduces it, or the sentence that "this" points at. */
function belongsTo(other: RankedUnit, item: RankedUnit): boolean {
  if (other.unit.leadIn !== null && other.unit.leadIn === item.unit.order) return true;
  if (item.unit.leadIn !== null && item.unit.leadIn === other.unit.order) return true;
  return (
    other.unit.order === item.unit.order - 1 && startsWithPronoun(item.unit) && other.unit.kind === "sentence"
  );
}

/** What stands right behind a line with a colon: code, or the lines of a form. */
function announced(own: RankedUnit[], item: RankedUnit): RankedUnit[] {
  const behind = own.filter(({ unit }) => unit.order > item.unit.order).slice(0, announcedAtMost);
  const stop = behind.findIndex(({ unit }) => unit.kind === "heading" || /[.!?]$/.test(unit.text.trim()));
  return stop === -1 ? behind : behind.slice(0, stop);
}

function keepOnly(text: string, ranges: { start: number; end: number }[]): string {
  let at = 0;
  let kept = "";
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    kept += blank(text.slice(at, Math.max(at, start))) + text.slice(Math.max(at, start), end);
    at = end;
  }
  return kept + blank(text.slice(at));
}

function blank(text: string): string {
  return [...text].map((letter) => (letter === "\n" ? letter : " ")).join("");
}

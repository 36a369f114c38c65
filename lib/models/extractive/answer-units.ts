import { findValues, type TextValue } from "@/lib/text/find-values";
import { type SentenceRange, splitSentences } from "@/lib/text/split-sentences";
import { type Word, wordsOf } from "@/lib/text/words";

/** What a sentence is chosen from. A search result and a model's passage both fit. */
export interface SourcePassage {
  text: string;
  /** Title, section path and table header that stood with the text in the index. */
  context?: string | undefined;
  title?: string | undefined;
  section?: string[] | undefined;
  score?: number | undefined;
}

/** A sentence, list item or table row of a passage. */
export interface AnswerUnit {
  passageIndex: number;
  /** Place among its passage's units. */
  order: number;
  /** UTF-16 offsets in the passage's text, half-open. */
  start: number;
  end: number;
  text: string;
  words: Word[];
  stems: Set<string>;
  values: TextValue[];
  kind: "sentence" | "item" | "row" | "question" | "heading";
  /** The line that introduces the list it belongs to ("… in these cases:"), as an order in the same passage. */
  leadIn: number | null;
  /** The question that it answers, when the text asks one right above it ("My readings jump. Why?"). */
  asked: string | null;
}

/** Units of all passages, in order. */
export function answerUnits(passages: SourcePassage[]): AnswerUnit[] {
  return passages.flatMap((passage, passageIndex) => unitsOf(passage, passageIndex));
}

function unitsOf(passage: SourcePassage, passageIndex: number): AnswerUnit[] {
  const units: AnswerUnit[] = [];
  let leadIn: number | null = null;
  for (const { start, end } of listLines(splitSentences(passage.text), passage.text)) {
    const text = passage.text.slice(start, end);
    const words = wordsOf(text);
    if (words.length === 0) continue;
    const order = units.length;
    const ownLine = startsLine(passage.text, start) && endsLine(passage.text, end);
    const kind = kindOf(text, words, ownLine);
    const between = passage.text.slice(units[order - 1]?.end ?? 0, start);
    if (leadIn !== null && (kind === "heading" || !belongsToList(text, ownLine, between, order - leadIn)))
      leadIn = null;
    units.push({
      passageIndex,
      order,
      start,
      end,
      text,
      words,
      stems: new Set(words.filter((word) => !word.stop).map((word) => word.stem)),
      values: findValues(text),
      kind: leadIn === null || kind === "row" ? kind : "item",
      leadIn,
      asked: null,
    });
    if (/:\s*$/.test(text) && endsLine(passage.text, end)) leadIn = order;
  }
  return withQuestions(units, passage.text);
}

/** Lines behind a lead-in are items each, also where they begin with a small letter and look like one sentence. */
function listLines(ranges: SentenceRange[], text: string): SentenceRange[] {
  return ranges.flatMap((range, index) => {
    const before = ranges[index - 1];
    const led = before && text[before.end - 1] === ":" && text.slice(before.end, range.start).includes("\n");
    const body = text.slice(range.start, range.end);
    if (!led || !body.includes("\n")) return [range];
    return [...body.matchAll(/[^\n]*\S[^\n]*/g)].map((line) => {
      const lead = line[0].length - line[0].trimStart().length;
      const start = range.start + line.index + lead;
      return { start, end: start + line[0].trim().length };
    });
  });
}

/** So many units below a question are read as its answer, if nothing else begins in between. */
const answerLength = 4;

/** Marks the lines that ask and remembers with each unit below what was asked. */
function withQuestions(units: AnswerUnit[], text: string): AnswerUnit[] {
  let asked: string | null = null;
  let left = 0;
  for (const [index, unit] of units.entries()) {
    if (unit.kind === "question" && startsAndEndsLine(units, index, text)) {
      let first = index;
      while (first > 0 && sameLine(units[first - 1], unit, text)) first--;
      for (const part of units.slice(first, index)) part.kind = "question";
      asked = text.slice(units[first]?.start ?? unit.start, unit.end);
      left = answerLength;
    } else if (unit.kind === "heading") asked = null;
    else if (asked !== null && left > 0) {
      unit.asked = asked;
      left--;
    }
  }
  // What stands on the line of a question was taken for an answer to the one before.
  for (const unit of units) if (unit.kind === "question") unit.asked = null;
  return units;
}

function startsAndEndsLine(units: AnswerUnit[], index: number, text: string): boolean {
  const unit = units[index];
  if (!unit || !endsLine(text, unit.end)) return false;
  let first = index;
  while (first > 0 && sameLine(units[first - 1], unit, text)) first--;
  return startsLine(text, units[first]?.start ?? 0) && text.includes("\n");
}

function sameLine(one: AnswerUnit | undefined, other: AnswerUnit, text: string): boolean {
  return one !== undefined && !text.slice(one.end, other.start).includes("\n");
}

function startsLine(text: string, start: number): boolean {
  return /(?:^|\n)[^\S\n]*$/.test(text.slice(Math.max(0, start - 20), start));
}

function endsLine(text: string, end: number): boolean {
  return /^[^\S\n]*(?:\n|$)/.test(text.slice(end, end + 20));
}

function kindOf(text: string, words: Word[], ownLine: boolean): AnswerUnit["kind"] {
  if (/ \| |\t/.test(text)) return "row";
  if (/\?["”')]*$/.test(text)) return "question";
  if (/^(?:[-*+•◦▪–]|\d{1,3}[.)]|[a-z][.)])\s/u.test(text)) return "item";
  if (ownLine && words.length <= 8 && !/[.!?:;,"”)]$/.test(text) && /^[\p{Lu}\d#]/u.test(text))
    return "heading";
  return "sentence";
}

/** Lines behind a lead-in go on as its list while they are short, or marked as items. */
function belongsToList(text: string, ownLine: boolean, between: string, distance: number): boolean {
  if (/^(?:[-*+•◦▪–]|\d{1,3}[.)]|[a-z][.)])\s/u.test(text)) return true;
  if (!ownLine) return false;
  if (distance === 1) return true;
  return text.length < 220 && between.includes("\n") && (/^[\p{Ll}\d]/u.test(text) || !/[.!?]$/.test(text));
}

import { findValues, type TextValue } from "@/lib/text/find-values";
import { splitSentences } from "@/lib/text/split-sentences";
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
}

/** Units of all passages, in order. */
export function answerUnits(passages: SourcePassage[]): AnswerUnit[] {
  return passages.flatMap((passage, passageIndex) => unitsOf(passage, passageIndex));
}

function unitsOf(passage: SourcePassage, passageIndex: number): AnswerUnit[] {
  const units: AnswerUnit[] = [];
  let leadIn: number | null = null;
  for (const { start, end } of splitSentences(passage.text)) {
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
    });
    if (/:\s*$/.test(text) && endsLine(passage.text, end)) leadIn = order;
  }
  return units;
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

import { findValues, type TextValue } from "@/lib/text/find-values";
import { splitSentences } from "@/lib/text/split-sentences";
import { type Word, wordsOf } from "@/lib/text/words";
import { tableHeader } from "./table-header";

/** What a sentence is chosen from. A search result and a model's passage both fit. */
export interface SourcePassage {
  text: string;
  /** Title, section path and table header that stood with the text in the index. */
  context?: string | undefined;
  title?: string | undefined;
  section?: string[] | undefined;
  score?: number | undefined;
  /** ISO date from which the document holds. */
  effectiveDate?: string | null | undefined;
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
  kind: "sentence" | "item" | "row" | "header" | "question" | "heading";
  /** The heading above it within the passage. */
  under: string | null;
  /** Cells of the header row above a table row. */
  columns: string[] | null;
  /** The line that introduces the list it belongs to ("… in these cases:"), as an order in the same passage. */
  leadIn: number | null;
  /** The question that it answers, when the text asks one right above it ("My readings jump. Why?"). */
  asked: string | null;
}

/** Whether a unit says something itself: headings, header rows and questions only say what others are about. */
export function canAnswer(unit: AnswerUnit): boolean {
  return unit.kind !== "heading" && unit.kind !== "header" && unit.kind !== "question";
}

/** Units of all passages, in order. */
export function answerUnits(passages: SourcePassage[]): AnswerUnit[] {
  return passages.flatMap((passage, passageIndex) => unitsOf(passage, passageIndex));
}

function unitsOf(passage: SourcePassage, passageIndex: number): AnswerUnit[] {
  const units: AnswerUnit[] = [];
  const titles = new Set([passage.title ?? "", ...(passage.section ?? [])].map(fold).filter(Boolean));
  let leadIn: number | null = null;
  let under: string | null = null;
  for (const { start, end } of splitSentences(passage.text, { lineEnds: true })) {
    const text = passage.text.slice(start, end);
    const words = wordsOf(text);
    if (words.length === 0) continue;
    const order = units.length;
    const ownLine = startsLine(passage.text, start) && endsLine(passage.text, end);
    const columns = / \| |\t/.test(text)
      ? (tableHeader({ text: passage.text, context: passage.context ?? "" }, start) ?? null)
      : null;
    const plainKind = ownLine && titles.has(fold(text)) ? "heading" : kindOf(text, words, ownLine);
    const kind = plainKind === "row" && isHeaderRow(passage, text, end, columns) ? "header" : plainKind;
    if (kind === "heading") under = text;
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
      kind: leadIn === null || kind === "row" || kind === "header" ? kind : "item",
      under,
      columns,
      leadIn,
      asked: null,
    });
    if (/:\s*$/.test(text) && endsLine(passage.text, end)) leadIn = order;
  }
  return withQuestions(units, passage.text);
}

/** The row that names the columns: it stands in the context too, or it leads other rows and no cell is a value. */
function isHeaderRow(passage: SourcePassage, row: string, end: number, columns: string[] | null): boolean {
  const cells = row.split(" | ").map((cell) => cell.trim());
  if (columns !== null)
    return columns.length === cells.length && columns.every((cell, index) => cell === cells[index]);
  const next = passage.text.slice(end).trimStart().split("\n")[0] ?? "";
  return (
    next.split(" | ").length === cells.length &&
    cells.length > 1 &&
    !cells.some((cell) => /^[\p{Sc}+-]?\d/u.test(cell))
  );
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

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

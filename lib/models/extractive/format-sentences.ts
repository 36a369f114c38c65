import { utf16Index } from "@/lib/text/code-points";
import type { ModelPassage } from "../schema";
import { tableHeader } from "./table-header";

export interface ChosenSentence {
  passageIndex: number;
  /** Code points of the passage's text, half-open. */
  start: number;
  end: number;
  text: string;
  score: number;
}

/**
 * Chosen sentences as an answer, one piece each: `before + text + " [n]"`. Documents come in the order of
 * their best sentence, sentences of one document in reading order; lines of a list or a table become list
 * items, cells are named by their column.
 */
export function formatSentences(answer: { sentences: ChosenSentence[]; passages: ModelPassage[] }): string[] {
  const placed = answer.sentences.flatMap((sentence) => {
    const passage = answer.passages[sentence.passageIndex];
    return passage ? [place(sentence, passage)] : [];
  });
  const order = documentOrder(placed);
  placed.sort(
    (a, b) =>
      order.indexOf(a.passage.documentId) - order.indexOf(b.passage.documentId) || a.position - b.position,
  );
  const unique = placed.filter(
    (item, index) =>
      !placed.slice(0, index).some((earlier) => fold(earlier.sentence.text) === fold(item.sentence.text)),
  );
  return unique.map((item, index) => {
    const previous = unique[index - 1];
    return `${before(item, previous, unique[index + 1])}${readable(item)} [${item.passage.marker}]`;
  });
}

interface Placed {
  sentence: ChosenSentence;
  passage: ModelPassage;
  /** Code point of the document at which it begins. */
  position: number;
  /** It fills a line of its own that isn't the whole passage: a list item or a row. */
  ownLine: boolean;
}

/** Ids by their best sentence, whose score is a log-odds and often below zero; of equal ones the passage found first. */
function documentOrder(placed: Placed[]): string[] {
  const byScore = placed.toSorted(
    (a, b) => b.sentence.score - a.sentence.score || a.sentence.passageIndex - b.sentence.passageIndex,
  );
  return [...new Set(byScore.map(({ passage }) => passage.documentId))];
}

function place(sentence: ChosenSentence, passage: ModelPassage): Placed {
  const from = utf16Index(passage.text, sentence.start);
  const to = from + sentence.text.length;
  // A blank line parts paragraphs; single line ends part the items of a list or the rows of a table.
  const lineBefore = from > 0 && /[^\n]\n[^\S\n]*$/.test(passage.text.slice(Math.max(0, from - 8), from));
  const lineAfter = /^[^\S\n]*\n[^\n]/.test(passage.text.slice(to, to + 8));
  const wholeLine =
    (from === 0 || /\n[^\S\n]*$/.test(passage.text.slice(Math.max(0, from - 8), from))) &&
    /^[^\S\n]*(?:\n|$)/.test(passage.text.slice(to, to + 8));
  return {
    sentence,
    passage,
    position: passage.start + sentence.start,
    ownLine: wholeLine && (lineBefore || lineAfter),
  };
}

function before(item: Placed, previous: Placed | undefined, next: Placed | undefined): string {
  const listed = (a: Placed, b: Placed | undefined) =>
    b?.ownLine === true && a.ownLine && b.passage.documentId === a.passage.documentId && near(a, b);
  const inList = listed(item, previous) || listed(item, next);
  if (!previous) return inList ? "- " : "";
  if (inList) return "\n- ";
  return previous.passage.documentId === item.passage.documentId && near(previous, item) ? " " : "\n\n";
}

/** Within one passage's length of each other. */
function near(a: Placed, b: Placed): boolean {
  return Math.abs(a.position - b.position) < 1_200;
}

/** A table row as "Column: cell; Column: cell" when its header row is known. */
function readable({ sentence, passage }: Placed): string {
  // A document's own "[3]" would read as a marker.
  const text = sentence.text
    .replace(/\[(\d{1,3})\]/g, "($1)")
    .replace(/\s+/g, " ")
    .trim();
  if (!sentence.text.includes(" | ")) return text;
  const cells = text.split(" | ");
  const header = tableHeader(passage, utf16Index(passage.text, sentence.start));
  const named = cells.map((cell, index) => {
    const column = header?.[index]?.trim();
    return column && cell.trim() ? `${column}: ${cell.trim()}` : cell.trim();
  });
  return named.filter(Boolean).join("; ");
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

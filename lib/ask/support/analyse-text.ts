import { findValues, type TextValue } from "@/lib/text/find-values";
import { type Word, wordsOf } from "@/lib/text/words";

export interface AnalysedText {
  text: string;
  words: Word[];
  /** Stems of the content words. */
  stems: Set<string>;
  values: TextValue[];
}

/** Words, stems and values of a text, without markup, citation markers and doubled white space. */
export function analyseText(text: string): AnalysedText {
  const words = wordsOf(text);
  return {
    text,
    words,
    stems: new Set(words.filter((word) => !word.stop).map((word) => word.stem)),
    values: findValues(text),
  };
}

/** Text without markup, citation markers and doubled white space. */
export function plainText(text: string): string {
  return text
    .replace(/\[\d+\]/g, "")
    .replace(/[*_`#|>]+/g, " ")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether a word is part of a number, date or other value. */
export function insideValue(word: Word, values: TextValue[]): boolean {
  return values.some((value) => word.start < value.end && word.end > value.start);
}

/** Written as a name: a capital inside a sentence, an abbreviation, or two capitalised words at its beginning. */
export function isName({ text, words }: AnalysedText, word: Word, index: number): boolean {
  if (word.stop || !/^\p{Lu}/u.test(word.text)) return false;
  if (word.text.length > 1 && word.text === word.text.toUpperCase()) return true;
  const before = text.slice(0, word.start).trimEnd();
  const opens = before === "" || /[.!?:]["'(]?$/.test(before);
  if (!opens) return true;
  const next = words[index + 1];
  return next !== undefined && /^\p{Lu}/u.test(next.text) && /^\s$/.test(text.slice(word.end, next.start));
}

import { wordSimilarity } from "@/lib/text/similar-words";
import { wordsOf } from "@/lib/text/words";
import type { AnalysedQuestion, QuestionTerm } from "./analyse-question";
import type { AnswerUnit, SourcePassage } from "./answer-units";

export interface OtherNames {
  /** How far a name of the question is missing in the unit and in what it stands under, 0 to 1. */
  missing: number;
  /** How surely the unit is about another of the same kind: another place, product or year, 0 to 1. */
  competing: number;
}

const none: OtherNames = { missing: 0, competing: 0 };
const code = /^(?=.*\p{L})(?=.*\d)[\p{L}\d.-]+$/u;
/** For a name that merely stands where the asked one doesn't. */
const looseCompetitor = 0.4;

/**
 * Tells sentences about what is asked from sentences about another of its kind. A name counts as met when it
 * stands in the unit, in its heading, title or table header, or in the sentence before that the unit goes on
 * with; whether it stands elsewhere in the passage says nothing.
 */
export function otherNames(
  question: AnalysedQuestion,
  units: AnswerUnit[],
  passages: SourcePassage[],
): OtherNames[] {
  const proper = properNames(units, passages);
  const names = question.terms.filter((term) => term.name || proper.has(term.stem));
  const years = new Set(question.values.flatMap((value) => yearOf(value.key)));
  if (names.length === 0 && years.size === 0) return units.map(() => none);
  const askedStems = new Set(question.terms.map((term) => term.stem));
  const slots = new Map(names.map((name) => [name.stem, slotsOf(wordsOf(question.text), name.stem)]));
  const headings = passages.map((passage) => wordsOf(headingOf(passage)));
  const shares = new Map(names.map((name) => [name.stem, shareOf(name, units, headings)]));
  return units.map((unit, at) => {
    const context = wordsOf([unit.under ?? "", unit.asked ?? "", ...(unit.columns ?? [])].join(" ")).concat(
      headings[unit.passageIndex] ?? [],
    );
    const own = new Set(unit.words.concat(context).map((word) => word.stem));
    const before = units[at - 1];
    const beforeStems = before?.passageIndex === unit.passageIndex ? before.stems : undefined;
    let missing = 0;
    let competing = 0;
    for (const name of names) {
      if (own.has(name.stem)) continue;
      const rare = 1 - (shares.get(name.stem) ?? 0);
      const here = competitor({ name, words: unit.words, proper, askedStems, slots: slots.get(name.stem) });
      if (beforeStems?.has(name.stem) && here === 0) continue;
      const above = competitor({ name, words: context, proper, askedStems, slots: slots.get(name.stem) });
      missing = Math.max(missing, rare * (beforeStems?.has(name.stem) ? 0.5 : 1));
      competing = Math.max(competing, rare * Math.max(here, above));
    }
    if (years.size > 0 && otherYear(unit, years)) competing = 1;
    return { missing, competing };
  });
}

/** How surely `words` name another of the kind of `name`. */
function competitor(look: {
  name: QuestionTerm;
  words: { text: string; stem: string; lower: string }[];
  proper: ReadonlySet<string>;
  askedStems: ReadonlySet<string>;
  slots: ReadonlySet<string> | undefined;
}): number {
  const { name, words, proper, askedStems, slots } = look;
  let most = 0;
  for (const [index, word] of words.entries()) {
    if (askedStems.has(word.stem)) continue;
    if (code.test(name.lower)) {
      if (code.test(word.lower) && lettersOf(word.lower) === lettersOf(name.lower)) return 1;
      continue;
    }
    if (!proper.has(word.stem)) continue;
    const near = [`<${words[index - 1]?.lower}`, `>${words[index + 1]?.lower}`];
    const alike = wordSimilarity(name.stem, word.stem) > 0 || near.some((slot) => slots?.has(slot));
    most = Math.max(most, alike ? 1 : looseCompetitor);
  }
  return most;
}

/** Words that stand right beside a name in the question: a competitor often stands beside the same. */
function slotsOf(words: { stem: string; lower: string }[], stem: string): Set<string> {
  const slots = new Set<string>();
  for (const [index, word] of words.entries()) {
    if (word.stem !== stem) continue;
    const before = words[index - 1]?.lower;
    const after = words[index + 1]?.lower;
    if (before && before !== "the" && before !== "a") slots.add(`<${before}`);
    if (after) slots.add(`>${after}`);
  }
  return slots;
}

/** Words that the passages write with a capital inside a sentence, and never without. */
function properNames(units: AnswerUnit[], passages: SourcePassage[]): Set<string> {
  const upper = new Set<string>();
  const lower = new Set<string>();
  for (const unit of units) {
    for (const [index, word] of unit.words.entries()) {
      if (word.stop || /^\d/.test(word.text)) continue;
      if (/^\p{Ll}/u.test(word.text)) lower.add(word.stem);
      else if (
        unit.kind === "sentence" &&
        index > 0 &&
        /[\p{Ll},] ?$/u.test(unit.text.slice(0, word.start)) &&
        /^\p{Lu}\p{L}/u.test(word.text)
      )
        upper.add(word.stem);
    }
  }
  if (passages.length > 0) for (const stem of lower) upper.delete(stem);
  return upper;
}

/** Share of the passages that hold a name: what most of them hold tells nothing apart. */
function shareOf(name: QuestionTerm, units: AnswerUnit[], headings: { stem: string }[][]): number {
  const holding = headings.filter(
    (words, index) =>
      words.some((word) => word.stem === name.stem) ||
      units.some((unit) => unit.passageIndex === index && unit.stems.has(name.stem)),
  ).length;
  // One or two passages with the name are where the answer is looked for, not a name that is everywhere.
  return Math.max(0, (holding / (headings.length || 1) - 0.5) * 2) * (code.test(name.lower) ? 0 : 1);
}

function otherYear(unit: AnswerUnit, asked: ReadonlySet<string>): boolean {
  const years = unit.values.flatMap((value) => yearOf(value.key));
  return years.length > 0 && !years.some((year) => asked.has(year));
}

function yearOf(key: string): string[] {
  const year = /^(1\d{3}|20\d\d)(?:-|$)/.exec(key)?.[1];
  return year ? [year] : [];
}

function lettersOf(word: string): string {
  return word.replace(/[\d.-]+.*$/u, "");
}

function headingOf(passage: SourcePassage): string {
  return [passage.context ?? "", passage.title ?? "", ...(passage.section ?? [])].join(" \n ");
}

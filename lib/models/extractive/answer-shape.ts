// Whether a unit is built like an answer to the question: its number counts what is asked for, its words stand in
// the question's order, its column is the one that is asked about.
import { wordsOf } from "@/lib/text/words";
import type { AnalysedQuestion } from "./analyse-question";
import type { AnswerUnit, SourcePassage } from "./answer-units";
import { matchIn, type TermMatches } from "./term-matches";

export interface AnswerShape {
  /** A number that the question doesn't hold stands before the thing that is counted ("27 days of annual leave"). */
  counted: number;
  /** Longest run of the question's words, in order and together, as a share of the question. */
  run: number;
  /** For a table row: how much of the question its column names cover. */
  columnAsked: number;
  /** How much of the nearest heading the question doesn't speak of. */
  headingExtra: number;
}

/** So many words after a number its noun may stand: "27 paid days". */
const nounWithin = 3;

/** The shape of every unit. */
export function answerShapes(input: {
  question: AnalysedQuestion;
  units: AnswerUnit[];
  passages: SourcePassage[];
  matches: TermMatches;
}): AnswerShape[] {
  const { question, units, passages, matches } = input;
  const asked = wordsOf(question.text).map((word) => word.stem);
  const askedSet = new Set(asked);
  const total = question.terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const focus = question.terms.find((term) => term.stem === question.focus);
  const values = new Set(question.values.map((value) => value.key));
  const extras = new Map<string, number>();
  const extraOf = (heading: string) => {
    const known = extras.get(heading);
    if (known !== undefined) return known;
    const stems = wordsOf(heading).filter((word) => !word.stop && !/^\d+$/.test(word.text));
    const met = stems.filter(
      ({ stem }) => askedSet.has(stem) || question.terms.some((term) => matches.get(term.stem)?.has(stem)),
    );
    const extra = stems.length === 0 ? 0.5 : 1 - met.length / stems.length;
    extras.set(heading, extra);
    return extra;
  };
  return units.map((unit) => {
    const passage = passages[unit.passageIndex];
    const columns = unit.columns
      ? new Set(unit.columns.flatMap((cell) => wordsOf(cell).map((word) => word.stem)))
      : null;
    const counted =
      focus !== undefined &&
      unit.values.some(
        (value) =>
          !values.has(value.key) &&
          unit.words
            .filter((word) => word.start >= value.start)
            .slice(0, nounWithin + 1)
            .some((word) => matchIn(matches, focus, new Set([word.stem])) >= 0.7),
      );
    return {
      counted: counted ? 1 : 0,
      run: longestRun(
        asked,
        unit.words.map((word) => word.stem),
      ),
      columnAsked: columns
        ? question.terms.reduce((sum, term) => sum + term.weight * matchIn(matches, term, columns), 0) / total
        : 0,
      headingExtra: extraOf(unit.under ?? passage?.section?.at(-1) ?? passage?.title ?? ""),
    };
  });
}

function longestRun(asked: string[], stems: string[]): number {
  let longest = 0;
  let before = new Array<number>(asked.length + 1).fill(0);
  for (const stem of stems) {
    const row = new Array<number>(asked.length + 1).fill(0);
    for (let index = 0; index < asked.length; index++) {
      if (asked[index] !== stem) continue;
      const length = (before[index] ?? 0) + 1;
      row[index + 1] = length;
      if (length > longest) longest = length;
    }
    before = row;
  }
  return asked.length === 0 ? 0 : longest / asked.length;
}

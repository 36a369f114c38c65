import { wordsOf } from "@/lib/text/words";
import type { AnalysedQuestion } from "./analyse-question";
import { answerShapes } from "./answer-shape";
import { valueKindsFor } from "./answer-type";
import { type AnswerUnit, canAnswer, type SourcePassage } from "./answer-units";
import type { Meeting } from "./late-interaction";
import { otherNames } from "./other-names";
import { matchIn, termMatches } from "./term-matches";

/** Names of the features, in the order in which the weights stand. */
export const sentenceFeatureNames = [
  "coverage",
  "coverageWithNeighbours",
  "coverageWithHeading",
  "passageCoverage",
  "bm25",
  "pairs",
  "names",
  "values",
  "type",
  "typeKnown",
  "newContent",
  "similarity",
  "similarityTop",
  "passageSimilarity",
  "rank",
  "score",
  "position",
  "length",
  "pronoun",
  "heading",
  "question",
  "row",
  "headCover",
  "nameMissing",
  "otherName",
  "rowKey",
  "focusMissing",
  "counted",
  "run",
  "columnAsked",
  "headingExtra",
  "coverageBehind",
  "bm25Behind",
  "meeting",
  "meetingLeast",
  "meetingBehind",
] as const;
export type SentenceFeatures = Record<(typeof sentenceFeatureNames)[number], number>;

export interface ScoredUnit {
  unit: AnswerUnit;
  features: SentenceFeatures;
}

/**
 * Features of every unit as an answer to the question. `similarities` are cosines of question and unit, NaN where
 * none was computed; `meetings` how their tokens meet, null likewise.
 */
export function sentenceFeatures({
  question,
  units,
  passages,
  similarities,
  meetings = units.map(() => null),
}: {
  question: AnalysedQuestion;
  units: AnswerUnit[];
  passages: SourcePassage[];
  similarities: number[];
  meetings?: (Meeting | null)[];
}): ScoredUnit[] {
  const total = question.terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const local = localWeights(question, units);
  const headings = passages.map((passage) => headingStems(passage));
  const contexts = units.map((unit) =>
    unit.under === null && unit.columns === null
      ? (headings[unit.passageIndex] ?? noStems)
      : new Set([
          ...(headings[unit.passageIndex] ?? noStems),
          ...stemsOf([unit.under ?? "", ...(unit.columns ?? [])].join(" ")),
        ]),
  );
  const askedAbove = units.map((unit) => (unit.asked === null ? noStems : stemsOf(unit.asked)));
  const matches = termMatches(
    question,
    new Set([...units.map((unit) => unit.stems), ...contexts, ...askedAbove].flatMap((stems) => [...stems])),
  );
  const passageStems = passages.map(
    (_, index) =>
      new Set(units.filter((unit) => unit.passageIndex === index).flatMap((unit) => [...unit.stems])),
  );
  const passageCoverages = passageStems.map(
    (stems, index) =>
      question.terms.reduce(
        (sum, term) =>
          sum +
          term.weight *
            Math.max(matchIn(matches, term, stems), matchIn(matches, term, headings[index] ?? noStems)),
        0,
      ) / total,
  );
  const focus = question.terms.find((term) => term.stem === question.focus);
  const others = otherNames(question, units, passages);
  const known = similarities.filter((value) => !Number.isNaN(value));
  const topSimilarity = known.length > 0 ? Math.max(...known) : 0;
  const lowSimilarity = known.length > 0 ? Math.min(...known) : 0;
  const passageSimilarity = passages.map((_, index) =>
    Math.max(
      lowSimilarity,
      ...units
        .map((unit, at) => (unit.passageIndex === index ? (similarities[at] ?? Number.NaN) : Number.NaN))
        .filter((value) => !Number.isNaN(value)),
    ),
  );
  const topScore = Math.max(...passages.map((passage) => passage.score ?? 0), 1e-9);
  const meanLength = units.reduce((sum, unit) => sum + unit.words.length, 0) / (units.length || 1);
  const last = question.terms.at(-1);
  const shapes = answerShapes({ question, units, passages, matches });
  const lowest = meetings.reduce<Meeting>(
    (low, one) => (one ? { mean: Math.min(low.mean, one.mean), least: Math.min(low.least, one.least) } : low),
    { mean: 1, least: 1 },
  );
  const unmet = meetings.some(Boolean) ? lowest : { mean: 0, least: 0 };

  const scored = units.map((unit, at): ScoredUnit => {
    const heading = contexts[at] ?? noStems;
    const previous = at > 0 && units[at - 1]?.passageIndex === unit.passageIndex ? units[at - 1] : undefined;
    const next = units[at + 1]?.passageIndex === unit.passageIndex ? units[at + 1] : undefined;
    const leadIn =
      unit.leadIn === null
        ? undefined
        : units.find((other) => other.passageIndex === unit.passageIndex && other.order === unit.leadIn);
    const asked = askedAbove[at] ?? noStems;
    let coverage = 0;
    let around = 0;
    let under = 0;
    let bm25 = 0;
    for (const term of question.terms) {
      const here = Math.max(matchIn(matches, term, unit.stems), matchIn(matches, term, asked));
      const weight = term.weight / total;
      const above = Math.max(here, matchIn(matches, term, heading));
      if (here > 0) {
        coverage += weight * here;
        const count = Math.max(here, unit.words.filter((word) => word.stem === term.stem).length);
        bm25 +=
          (local.get(term.stem) ?? 0) *
          ((count * 2.2) / (count + 1.2 * (0.25 + (0.75 * unit.words.length) / meanLength)));
      }
      under += weight * above;
      around +=
        weight *
        Math.max(
          above,
          previous ? matchIn(matches, term, previous.stems) : 0,
          leadIn ? matchIn(matches, term, leadIn.stems) : 0,
          next ? matchIn(matches, term, next.stems) * 0.5 : 0,
        );
    }
    const paired = question.pairs.filter(([first, second]) => adjacent(unit, first, second)).length;
    const names = question.terms.filter((term) => term.name);
    const namesFound = names.filter((term) => unit.stems.has(term.stem) || heading.has(term.stem)).length;
    const fit = typeFit(question, unit);
    const similarity = similarities[at] ?? Number.NaN;
    const fresh = [...unit.stems].filter((stem) => !question.terms.some((term) => term.stem === stem)).length;
    return {
      unit,
      features: {
        coverage,
        coverageWithNeighbours: around,
        coverageWithHeading: under,
        passageCoverage: passageCoverages[unit.passageIndex] ?? 0,
        bm25: Math.log1p(bm25),
        pairs: question.pairs.length > 0 ? paired / question.pairs.length : 0,
        names: names.length > 0 ? namesFound / names.length : 1,
        values:
          question.values.length > 0
            ? question.values.filter((value) => unit.values.some((other) => other.key === value.key)).length /
              question.values.length
            : 1,
        type: fit ?? 0,
        typeKnown: fit === null ? 0 : 1,
        newContent: Math.min(1, fresh / 5),
        similarity: Number.isNaN(similarity) ? lowSimilarity : similarity,
        similarityTop: topSimilarity - (Number.isNaN(similarity) ? lowSimilarity : similarity),
        passageSimilarity: passageSimilarity[unit.passageIndex] ?? 0,
        rank: 1 / (1 + unit.passageIndex),
        score: (passages[unit.passageIndex]?.score ?? 0) / topScore,
        position: unit.order === 0 ? 1 : 0,
        length: Math.log1p(unit.words.length),
        pronoun: startsWithPronoun(unit) ? 1 : 0,
        heading: unit.kind === "heading" ? 1 : 0,
        question: unit.kind === "question" ? 1 : 0,
        row: unit.kind === "row" ? 1 : 0,
        headCover: last && unit.stems.has(last.stem) ? 1 : 0,
        nameMissing: others[at]?.missing ?? 0,
        otherName: others[at]?.competing ?? 0,
        focusMissing: focus
          ? 1 -
            Math.max(
              matchIn(matches, focus, unit.stems),
              matchIn(matches, focus, asked),
              matchIn(matches, focus, heading),
              previous ? matchIn(matches, focus, previous.stems) * 0.7 : 0,
            )
          : 0,
        rowKey: unit.kind === "row" ? keyCover(question, unit) : 0,
        counted: shapes[at]?.counted ?? 0,
        run: shapes[at]?.run ?? 0,
        columnAsked: shapes[at]?.columnAsked ?? 0,
        headingExtra: shapes[at]?.headingExtra ?? 0,
        coverageBehind: 0,
        bm25Behind: 0,
        meeting: (meetings[at] ?? unmet).mean,
        meetingLeast: (meetings[at] ?? unmet).least,
        meetingBehind: 0,
      },
    };
  });
  return behindTheBest(scored);
}

/** How far each stays behind the best of its question: what is much in one question is little in another. */
function behindTheBest(scored: ScoredUnit[]): ScoredUnit[] {
  const most = (pick: (features: SentenceFeatures) => number) =>
    Math.max(
      ...scored.filter(({ unit }) => canAnswer(unit)).map(({ features }) => pick(features)),
      Number.NEGATIVE_INFINITY,
    );
  const coverage = most((features) => features.coverageWithHeading);
  const bm25 = most((features) => features.bm25);
  const meeting = most((features) => features.meeting);
  for (const { features } of scored) {
    features.coverageBehind = Math.max(0, coverage - features.coverageWithHeading);
    features.bm25Behind = Math.max(0, bm25 - features.bm25);
    features.meetingBehind = Math.max(0, meeting - features.meeting);
  }
  return scored;
}

/** Whether a unit leans on the sentence before it. */
export function startsWithPronoun(unit: AnswerUnit): boolean {
  return /^(?:this|these|that|those|it|its|they|their|them|he|she|his|her|such|both|er|sie|es|dies|diese|dieser|dieses)\b/i.test(
    unit.text,
  );
}

/** 1 when the unit holds a value of the kind that is asked for and that the question doesn't hold itself; null when any will do. */
export function typeFit(question: AnalysedQuestion, unit: AnswerUnit): number | null {
  return valueKindsFor(question, unit);
}

/** Cells among which the one that names the row is looked for: a number often stands before the name. */
const keyCells = 3;

/** How much of the cell that names a row stands in the question. */
function keyCover(question: AnalysedQuestion, unit: AnswerUnit): number {
  const asked = new Set(question.terms.map((term) => term.stem));
  const covers = unit.text
    .split(" | ")
    .slice(0, keyCells)
    .map((cell) => [...stemsOf(cell)])
    .filter((stems) => stems.length > 0)
    .map((stems) => stems.filter((stem) => asked.has(stem)).length / stems.length);
  return Math.max(0, ...covers);
}

function headingStems(passage: SourcePassage): Set<string> {
  return stemsOf([passage.context ?? "", passage.title ?? "", ...(passage.section ?? [])].join(" "));
}

const noStems: ReadonlySet<string> = new Set();

function stemsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => !word.stop)
      .map((word) => word.stem),
  );
}

function localWeights(question: AnalysedQuestion, units: AnswerUnit[]): Map<string, number> {
  return new Map(
    question.terms.map((term) => {
      const holding = units.filter((unit) => unit.stems.has(term.stem)).length;
      return [term.stem, Math.log(1 + (units.length - holding + 0.5) / (holding + 0.5))];
    }),
  );
}

function adjacent(unit: AnswerUnit, first: string, second: string): boolean {
  const content = unit.words.filter((word) => !word.stop);
  return content.some(
    (word, index) =>
      word.stem === first && content.slice(index + 1, index + 3).some((other) => other.stem === second),
  );
}

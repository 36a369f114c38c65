import { wordsOf } from "@/lib/text/words";
import type { AnalysedQuestion } from "./analyse-question";
import { valueKindsFor } from "./answer-type";
import type { AnswerUnit, SourcePassage } from "./answer-units";

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
] as const;
export type SentenceFeatures = Record<(typeof sentenceFeatureNames)[number], number>;

export interface ScoredUnit {
  unit: AnswerUnit;
  features: SentenceFeatures;
}

/**
 * Features of every unit as an answer to the question. `similarities` are cosines of question and unit, NaN where
 * none was computed; `passageSimilarities` likewise.
 */
export function sentenceFeatures({
  question,
  units,
  passages,
  similarities,
}: {
  question: AnalysedQuestion;
  units: AnswerUnit[];
  passages: SourcePassage[];
  similarities: number[];
}): ScoredUnit[] {
  const total = question.terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const local = localWeights(question, units);
  const headings = passages.map((passage) => headingStems(passage));
  const passageStems = passages.map(
    (_, index) =>
      new Set(units.filter((unit) => unit.passageIndex === index).flatMap((unit) => [...unit.stems])),
  );
  const passageCoverages = passageStems.map(
    (stems, index) =>
      question.terms.reduce(
        (sum, term) => sum + (stems.has(term.stem) || headings[index]?.has(term.stem) ? term.weight : 0),
        0,
      ) / total,
  );
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

  return units.map((unit, at) => {
    const heading = headings[unit.passageIndex] ?? new Set<string>();
    const previous = at > 0 && units[at - 1]?.passageIndex === unit.passageIndex ? units[at - 1] : undefined;
    const next = units[at + 1]?.passageIndex === unit.passageIndex ? units[at + 1] : undefined;
    const leadIn =
      unit.leadIn === null
        ? undefined
        : units.find((other) => other.passageIndex === unit.passageIndex && other.order === unit.leadIn);
    const asked = unit.asked === null ? noStems : stemsOf(unit.asked);
    let coverage = 0;
    let around = 0;
    let under = 0;
    let bm25 = 0;
    for (const term of question.terms) {
      const here = unit.stems.has(term.stem) || asked.has(term.stem);
      const weight = term.weight / total;
      const inHeading = heading.has(term.stem);
      if (here) {
        coverage += weight;
        const count = Math.max(1, unit.words.filter((word) => word.stem === term.stem).length);
        bm25 +=
          (local.get(term.stem) ?? 0) *
          ((count * 2.2) / (count + 1.2 * (0.25 + (0.75 * unit.words.length) / meanLength)));
      }
      if (here || inHeading) under += weight;
      if (here || inHeading || previous?.stems.has(term.stem) || leadIn?.stems.has(term.stem))
        around += weight;
      else if (next?.stems.has(term.stem)) around += weight * 0.5;
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
      },
    };
  });
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

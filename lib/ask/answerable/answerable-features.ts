import type { AnalysedQuestion } from "@/lib/models/extractive/analyse-question";
import { canAnswer, type SourcePassage } from "@/lib/models/extractive/answer-units";
import type { RankedUnit } from "@/lib/models/extractive/ranked-unit";
import { rangeFit } from "@/lib/models/extractive/value-ranges";
import { findValues } from "@/lib/text/find-values";
import { similarStems } from "@/lib/text/similar-words";
import { areOpposites, oppositeStemsOf } from "../support/word-lists";

export const answerableFeatureNames = [
  "rankerTop",
  "rankerMargin",
  "sentenceCoverage",
  "aroundCoverage",
  "passageCoverage",
  "bestPassageCoverage",
  "rarestUnmatched",
  "rarestUnmatchedAnywhere",
  "unmatchedNames",
  "unmatchedNamesPassage",
  "unmatchedValues",
  "typeMissing",
  "typeFound",
  "similarityTop",
  "similaritySecond",
  "similarityOfBest",
  "pairs",
  "bm25",
  "terms",
  "namesAsked",
  "readerTop",
  "readerOfBest",
  "readerMargin",
  "meaningCoverage",
  "oppositeMet",
  "coverageUnder",
  "bestAround",
  "nameMissing",
  "otherName",
  "rowKey",
  "overlapTop",
  "focusMissing",
  "meetingOfBest",
  "meetingLeastOfBest",
  "meetingTop",
  "columnAsked",
] as const;
export type AnswerableFeatures = Record<(typeof answerableFeatureNames)[number], number>;

/** Features of a question and its ranked sentences. None looks at negation words: they are an artefact of one data set. */
export function answerableFeatures({
  question,
  ranked,
  passages,
}: {
  question: AnalysedQuestion;
  ranked: RankedUnit[];
  passages: SourcePassage[];
}): AnswerableFeatures {
  const order = ranked.filter((item) => canAnswer(item.unit)).sort((a, b) => b.score - a.score);
  const best = order[0];
  const total = question.terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const similarities = ranked.map((item) => item.features.similarity).sort((a, b) => b - a);
  const readings = ranked
    .flatMap((item) => (item.reader === null ? [] : [item.reader]))
    .sort((a, b) => b - a);
  const bestPassage = best ? ranked.filter((item) => item.unit.passageIndex === best.unit.passageIndex) : [];
  const passageStems = new Set(bestPassage.flatMap((item) => [...item.unit.stems]));
  const allStems = new Set(ranked.flatMap((item) => [...item.unit.stems]));
  const heading = (best && headingText(passages[best.unit.passageIndex])) ?? "";
  const inHeading = (stem: string) => heading.includes(stem);
  const inPassage = (stem: string) => passageStems.has(stem) || inHeading(stem);
  const unmatched = question.terms.filter((term) => !inPassage(term.stem));
  const names = question.terms.filter((term) => term.name);
  const near = best
    ? ranked.filter(
        (item) =>
          item.unit.passageIndex === best.unit.passageIndex &&
          Math.abs(item.unit.order - best.unit.order) <= 1,
      )
    : [];
  const nearStems = new Set(near.flatMap((item) => [...item.unit.stems]));
  const values = [
    ...bestPassage.flatMap((item) => item.unit.values),
    ...findValues(best ? contextText(passages[best.unit.passageIndex]) : ""),
  ].map((value) => value.key);
  return {
    rankerTop: best?.plain ?? -10,
    rankerMargin: (best?.plain ?? 0) - (order[1]?.plain ?? best?.plain ?? 0),
    sentenceCoverage: best?.features.coverage ?? 0,
    aroundCoverage:
      question.terms.reduce(
        (sum, term) => sum + (nearStems.has(term.stem) || inHeading(term.stem) ? term.weight : 0),
        0,
      ) / total,
    passageCoverage: 1 - unmatched.reduce((sum, term) => sum + term.weight, 0) / total,
    bestPassageCoverage: Math.max(0, ...ranked.map((item) => item.features.passageCoverage)),
    rarestUnmatched: Math.max(0, ...unmatched.map((term) => term.weight)),
    rarestUnmatchedAnywhere: Math.max(
      0,
      ...question.terms
        .filter((term) => !allStems.has(term.stem) && !inHeading(term.stem))
        .map((term) => term.weight),
    ),
    unmatchedNames: names.filter((term) => !nearStems.has(term.stem) && !inHeading(term.stem)).length,
    unmatchedNamesPassage: names.filter((term) => !inPassage(term.stem)).length,
    unmatchedValues: question.values.filter(
      (value) =>
        !values.some(
          (other) => other === value.key || isPartOf(value.key, other) || isPartOf(other, value.key),
        ) && !(best && rangeFit([value], best.unit) === "inside"),
    ).length,
    typeMissing: best && best.features.typeKnown === 1 && best.features.type < 0.5 ? 1 : 0,
    typeFound: best && best.features.typeKnown === 1 ? best.features.type : 0.5,
    similarityTop: similarities[0] ?? 0,
    similaritySecond: similarities[1] ?? 0,
    similarityOfBest: best?.features.similarity ?? 0,
    pairs: best?.features.pairs ?? 0,
    bm25: best?.features.bm25 ?? 0,
    terms: Math.min(12, question.terms.length),
    namesAsked: Math.min(4, names.length),
    readerTop: readings[0] ?? unread,
    readerOfBest: best?.reader ?? unread,
    readerMargin: (readings[0] ?? 0) - (readings[1] ?? readings[0] ?? 0),
    meaningCoverage:
      question.terms.reduce(
        (sum, term) => sum + (inHeading(term.stem) ? 1 : likeness(term.stem, passageStems)) * term.weight,
        0,
      ) / total,
    coverageUnder: best?.features.coverageWithHeading ?? 0,
    bestAround: best?.features.coverageWithNeighbours ?? 0,
    nameMissing: best?.features.nameMissing ?? 0,
    otherName: best?.features.otherName ?? 0,
    focusMissing: best?.features.focusMissing ?? 0,
    rowKey: best?.features.rowKey ?? 0,
    meetingOfBest: best?.features.meeting ?? 0,
    meetingLeastOfBest: best?.features.meetingLeast ?? 0,
    meetingTop: Math.max(0, ...order.map((item) => item.features.meeting)),
    columnAsked: best?.features.columnAsked ?? 0,
    overlapTop: Math.max(0, ...order.map((item) => item.features.coverageWithHeading)),
    oppositeMet: best && question.terms.some((term) => meetsOpposite(term.stem, best.unit.stems)) ? 1 : 0,
  };
}

/** Stands for the reader where it read nothing. */
const unread = -6;

/** Likeness of a stem to the nearest of `stems`, 1 for itself. */
function likeness(stem: string, stems: ReadonlySet<string>): number {
  if (stems.has(stem)) return 1;
  let most = 0;
  for (const [other, value] of similarStems(stem)) {
    if (stems.has(other) && !areOpposites(stem, other)) most = Math.max(most, value);
  }
  return most;
}

/** The sentence says "north" where the question says "south". */
function meetsOpposite(stem: string, stems: ReadonlySet<string>): boolean {
  if (stems.has(stem)) return false;
  for (const other of oppositeStemsOf(stem)) if (stems.has(other)) return true;
  return false;
}

/** A month of a day, a year of a month. */
function isPartOf(part: string, whole: string): boolean {
  return part.length >= 4 && whole.startsWith(`${part}-`);
}

function headingText(passage: SourcePassage | undefined): string {
  return contextText(passage).toLowerCase();
}

function contextText(passage: SourcePassage | undefined): string {
  return [passage?.context ?? "", passage?.title ?? "", ...(passage?.section ?? [])].join(" ");
}

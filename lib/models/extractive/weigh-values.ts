import type { AnswerType } from "./analyse-question";

/** Kinds of answer that a sentence without a value of the kind can't give. */
export const valueTypes: ReadonlySet<string> = new Set<AnswerType>([
  "date",
  "duration",
  "number",
  "money",
  "percent",
  "time",
]);
/** What such a sentence loses when another has a value. */
export const lackOfValue = 2.5;
/** What a sentence about another span of values loses, and the one whose span holds the value that is asked about gains. */
export const outsideOfRange = 1.5;

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

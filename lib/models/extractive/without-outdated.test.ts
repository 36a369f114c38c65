import { expect, test } from "vitest";
import { analyseQuestion } from "./analyse-question";
import { answerUnits, type SourcePassage } from "./answer-units";
import { selectSentences } from "./select-sentences";
import { sentenceFeatures } from "./sentence-features";
import { withoutOutdated } from "./without-outdated";

const older = {
  title: "Locker rules 2020",
  text: "A locker is emptied after 14 days without notice.",
  effectiveDate: "2020-01-01",
};
const newer = {
  title: "Rules for the changing rooms",
  text: "A locker is emptied after 30 days without notice, and its content is kept.",
  effectiveDate: "2024-01-01",
};

function left(passages: SourcePassage[], asked = "When is a locker emptied?"): string[] {
  const units = answerUnits(passages);
  const question = analyseQuestion(asked);
  const items = sentenceFeatures({ question, units, passages, similarities: units.map(() => Number.NaN) });
  return withoutOutdated(items, { question, passages }).map(({ unit }) => unit.text);
}

test("of two sentences that differ in their value the one of the newer document stays, whatever their order", () => {
  expect(left([older, newer])).toEqual([newer.text]);
  expect(left([newer, older])).toEqual([newer.text]);
});

test.each<[string, SourcePassage[]]>([
  ["documents without a date", [{ text: older.text }, newer]],
  ["documents of the same day", [{ ...older, effectiveDate: newer.effectiveDate }, newer]],
  ["sentences with the same value", [older, { ...newer, text: newer.text.replace("30", "14") }]],
  [
    "sentences about something else",
    [older, { ...newer, text: "A parcel is sent back after 30 days in the store room." }],
  ],
  ["values of another unit", [older, { ...newer, text: newer.text.replace("30 days", "9 weeks") }]],
])("%s contradict nothing", (_, passages) => {
  expect(left(passages)).toHaveLength(2);
});

test("a rule for the place that is asked about stays beside a newer one for another place", () => {
  const leeds = { ...older, title: "Rules of the house in Leeds" };
  expect(left([leeds, newer], "When is a locker emptied in Leeds?")).toContain(leeds.text);
});

test.each(["Newsletter", "Minutes of May"])("what a document called %s says replaces nothing", (title) => {
  expect(left([older, { ...newer, title }])).toHaveLength(2);
});

test("an answer doesn't say beside a rule what the rule was before", async () => {
  const { sentences } = await selectSentences({
    question: "After how many days is a locker emptied?",
    passages: [older, newer],
  });
  expect(sentences.map(({ text }) => text)).toEqual([newer.text]);
});

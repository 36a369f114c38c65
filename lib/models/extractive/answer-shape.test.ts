import { expect, it } from "vitest";
import { analyseQuestion } from "./analyse-question";
import { answerShapes } from "./answer-shape";
import { answerUnits, type SourcePassage } from "./answer-units";
import { termMatches } from "./term-matches";

function shapesOf(text: string, passages: SourcePassage[]) {
  const question = analyseQuestion(text);
  const units = answerUnits(passages);
  const matches = termMatches(question, new Set(units.flatMap((unit) => [...unit.stems])));
  return answerShapes({ question, units, passages, matches });
}

it("a number counts when what is asked for stands behind it", () => {
  const [counted, other] = shapesOf("How many lockers are in the hall?", [
    { text: "There are 40 blue lockers. The hall was built in 1975." },
  ]);
  expect(counted?.counted).toBe(1);
  expect(other?.counted).toBe(0);
});

it("the longest run of the question's words counts, in their order", () => {
  const [whole, broken] = shapesOf("days of annual leave", [
    { text: "They get 30 days of annual leave. Up to 5 days of unused annual leave expire." },
  ]);
  expect(whole?.run).toBe(1);
  expect(broken?.run).toBe(0.5);
});

it("a heading that the question doesn't speak of is extra", () => {
  const [leave, parking] = shapesOf("When must leave be requested?", [
    { text: "A week before.", section: ["Leave"] },
    { text: "A week before.", section: ["Parking"] },
  ]);
  expect(leave?.headingExtra).toBe(0);
  expect(parking?.headingExtra).toBe(1);
});

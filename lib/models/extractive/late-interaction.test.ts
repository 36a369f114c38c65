import { expect, it } from "vitest";
import { meet, meetingSide } from "./late-interaction";

/** Words as axes of their own: the same id is the same direction. */
function read(ids: number[]) {
  const width = 8;
  const states = new Float32Array(ids.length * width);
  for (const [index, id] of ids.entries()) states[index * width + (id % width)] = 2;
  return { ids, states, vector: new Float32Array(width) };
}

it("a sentence that holds every word of the question meets it wholly", () => {
  const question = meetingSide(read([101, 5001, 6002, 102]));
  expect(meet(question, meetingSide(read([101, 6002, 5001, 7003, 102])))).toEqual({ mean: 1, least: 1 });
});

it("a telling word that nothing meets shows as the least, and weighs more than a common one", () => {
  const question = meetingSide(read([2001, 20002]));
  const common = meet(question, meetingSide(read([2001])));
  const rare = meet(question, meetingSide(read([20002])));
  expect(common.least).toBe(0);
  expect(rare.least).toBe(1);
  expect(rare.mean).toBeGreaterThan(common.mean);
});

it("a text without words meets nothing", () => {
  expect(meet(meetingSide(read([101, 102])), meetingSide(read([5001])))).toEqual({ mean: 0, least: 0 });
});

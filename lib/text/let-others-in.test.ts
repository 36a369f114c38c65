import { expect, test } from "vitest";
import { letOthersIn, mapInSteps } from "./let-others-in";

test("between two steps of long computations, however many there are, the event loop turns", async () => {
  const seen: string[] = [];
  let turns = 0;
  const count = () => {
    seen.push(`turn ${++turns}`);
    if (turns < 20) setImmediate(count);
  };
  setImmediate(count);
  const work = ["a", "b", "c"].map((name) =>
    mapInSteps([1, 2, 3], (step) => {
      seen.push(`${name}${step}`);
      return step * 2;
    }),
  );
  expect(await Promise.all(work)).toEqual([
    [2, 4, 6],
    [2, 4, 6],
    [2, 4, 6],
  ]);
  // All begin at once; from then on never two steps without a turn between them.
  expect(seen.slice(0, 3)).toEqual(["a1", "b1", "c1"]);
  const rest = seen.slice(3).map((entry) => entry.startsWith("turn"));
  expect(rest.some((isTurn, index) => !isTurn && rest[index - 1] === false)).toBe(false);
  await letOthersIn();
});

import { expect, test } from "vitest";
import type { DocumentPage } from "@/lib/documents/schema";
import { passageBoxes } from "./passage-boxes";

const run = (start: number, end: number, x: number, y: number, width = 0.2) => ({
  start,
  end,
  x,
  y,
  width,
  height: 0.02,
});
const page = (boxes: DocumentPage["boxes"]): DocumentPage => ({
  number: 1,
  label: null,
  start: 0,
  end: 100,
  boxes,
});

test("a run that the passage covers in part is marked in proportion", () => {
  const [box, ...rest] = passageBoxes(page([run(0, 20, 0.1, 0.1)]), 5, 15);
  expect(rest).toEqual([]);
  expect(box?.x).toBeCloseTo(0.15);
  expect(box?.width).toBeCloseTo(0.1);
});

test("runs of one line become one box, other lines and columns their own", () => {
  const boxes = passageBoxes(
    page([run(0, 10, 0.1, 0.1), run(11, 20, 0.305, 0.1), run(21, 30, 0.1, 0.13), run(31, 40, 0.6, 0.13)]),
    0,
    40,
  );
  expect(boxes.map(({ x, y }) => [x, y])).toEqual([
    [0.1, 0.1],
    [0.1, 0.13],
    [0.6, 0.13],
  ]);
  expect(boxes[0]?.width).toBeCloseTo(0.405);
});

test("nothing is marked when the page holds no run of the passage, or too little of it", () => {
  expect(passageBoxes(page([run(0, 20, 0.1, 0.1)]), 30, 60)).toEqual([]);
  expect(passageBoxes(page([run(0, 20, 0.1, 0.1)]), 0, 90)).toEqual([]);
});

test("a passage that goes on overleaf is marked as far as this page has it", () => {
  expect(passageBoxes(page([run(80, 100, 0.1, 0.9)]), 80, 160)).toHaveLength(1);
});

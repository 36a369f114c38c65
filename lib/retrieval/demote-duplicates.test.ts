import fc from "fast-check";
import { expect, it } from "vitest";
import { demoteDuplicates } from "./demote-duplicates";
import { fuse } from "./fuse";

const chunk = (documentId: string, start: number, end: number, text: string) => ({
  row: { documentId, start, end, text },
});

it("moves a copy and a half-covered neighbour behind what is new, and loses nothing", () => {
  const best = chunk("a", 0, 100, "one");
  const neighbour = chunk("a", 40, 140, "two");
  const next = chunk("a", 90, 190, "three");
  const copy = chunk("b", 0, 100, " one\n");
  const other = chunk("c", 0, 100, "four");
  expect(demoteDuplicates([best, neighbour, copy, next, other])).toEqual([
    best,
    next,
    other,
    neighbour,
    copy,
  ]);
});

it("keeps every candidate and the first in place, whatever they are", () => {
  const candidate = fc
    .tuple(
      fc.constantFrom("a", "b"),
      fc.nat(200),
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom("x", "y", "z"),
    )
    .map(([id, start, length, text]) => chunk(id, start, start + length, text));
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 20 }), (candidates) => {
      const result = demoteDuplicates(candidates);
      expect(new Set(result)).toEqual(new Set(candidates));
      expect(result[0]).toBe(candidates[0]);
    }),
  );
});

it("fuses two lists by reciprocal ranks, so that what both find comes first", () => {
  const fused = fuse({
    vector: [
      { chunkId: 1, score: 0.9 },
      { chunkId: 2, score: 0.8 },
    ],
    text: [
      { chunkId: 3, score: 12 },
      { chunkId: 2, score: 11 },
    ],
  });
  expect(fused.map(({ chunkId }) => chunkId)).toEqual([2, 1, 3]);
  expect(fused[0]).toMatchObject({ fused: 2 / 62, vector: { rank: 2 }, text: { rank: 2 } });
  expect(fused[1]?.text).toBeNull();
});

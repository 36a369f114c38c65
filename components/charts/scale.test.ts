import fc from "fast-check";
import { expect, test } from "vitest";
import { place, ticksOf } from "./scale";

test("ticks are few, rise evenly and span the values", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
      (low, span) => {
        const ticks = ticksOf(low, low + span);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks[0]).toBeLessThanOrEqual(low * (1 + 1e-6) + 1e-9);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual((low + span) * (1 - 1e-6) - 1e-9);
      },
    ),
  );
});

test("a value stands where its share of the range puts it, and never outside", () => {
  expect(place(0.5, 0, 1, 0, 200)).toBe(100);
  expect(place(2, 0, 1, 0, 200)).toBe(200);
  expect(place(3, 3, 3, 0, 10)).toBe(5);
});

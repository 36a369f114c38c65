import fc from "fast-check";
import { expect, test } from "vitest";
import { findValues } from "@/lib/text/find-values";
import { rangeFit } from "./value-ranges";

const fit = (asked: string, text: string) => rangeFit(findValues(asked), { text, values: findValues(text) });

test.each([
  ["an order of £2,000", "£1,001 to £5,000 | Team leader", "inside"],
  ["an order of £7,000", "£1,001 to £5,000 | Team leader", "outside"],
  ["a present worth £90", "Presents worth more than £50 are raffled.", "inside"],
  ["a present worth £20", "Presents worth more than £50 are raffled.", "outside"],
  ["a trip of 8 days", "For up to 10 days the team leader decides.", "inside"],
  ["a trip of 12 days", "For no more than 10 days the team leader decides.", "outside"],
  ["an order of €2,000", "£1,001 to £5,000 | Team leader", null],
  ["an order of £2,000", "The team leader approves £2,000.", null],
  ["Who approves?", "£1,001 to £5,000 | Team leader", null],
])("%s / %s: %s", (asked, text, expected) => {
  expect(fit(asked, text)).toBe(expected);
});

test("a value lies in a span exactly when it is between its ends", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90_000 }),
      fc.integer({ min: 1, max: 90_000 }),
      fc.integer({ min: 1, max: 200_000 }),
      (from, length, value) => {
        const inside = from <= value && value <= from + length;
        expect(fit(`an order of £${value}`, `£${from} to £${from + length} | Lead`)).toBe(
          inside ? "inside" : "outside",
        );
      },
    ),
  );
});

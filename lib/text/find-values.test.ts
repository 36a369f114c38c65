import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findValues } from "./find-values";

const said = (text: string) =>
  findValues(text).map(({ kind, key, unit }) => `${kind} ${key}${unit ? ` ${unit}` : ""}`);

describe("values in text", () => {
  test.each([
    ["25 days", "twenty-five days"],
    ["€1,000", "1000 euros"],
    ["EUR 1.000,50", "1,000.50 euros"],
    ["1 March 2025", "2025-03-01"],
    ["March 1st, 2025", "01.03.2025"],
    ["5 pm", "17:00"],
    ["25%", "25 per cent"],
    ["2.5 million", "2,500,000"],
    ["one working day", "1 working day"],
    ["TW-200", "TW 200".replace(" ", "-")],
    ["fünfundzwanzig Tage", "25 Tage"],
  ])("%s is the same as %s", (one, other) => {
    expect(said(one)).toEqual(said(other));
  });

  test("months that are verbs too are left alone", () => {
    expect(said("You may march on")).toEqual([]);
    expect(said("It opens in May")).toEqual(["date --05"]);
  });

  test("an identifier is no amount", () => {
    expect(said("the TW-310 and OC-3")).toEqual(["code tw310", "code oc3"]);
  });

  test("any whole number is read back, with and without thousands marks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
        expect(said(`about ${value} apples`)).toEqual([`number ${value}`]);
        expect(said(`about ${value.toLocaleString("en-US")} apples`)).toEqual([`number ${value}`]);
      }),
    );
  });

  test("ranges stand in their text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const { start, end } of findValues(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import { findEffectiveDate } from "./effective-date";

describe("findEffectiveDate", () => {
  test.each([
    ["Effective 1 March 2025. Replaces the Annual Leave Policy 2023.", "2025-03-01"],
    ["**Effective:** 1 January 2025", "2025-01-01"],
    ["Effective from 2025-03-01", "2025-03-01"],
    ["Effective date: March 1st, 2025", "2025-03-01"],
    ["Valid from March 2025", "2025-03-01"],
    ["Gültig ab 1. März 2025", "2025-03-01"],
    ["Gültig ab: 01.03.2025", "2025-03-01"],
    ["Diese Ordnung tritt am 15. April 2024 in Kraft.", "2024-04-15"],
    ["This policy comes into force on 12 May 2024.", "2024-05-12"],
    ["It replaces the rules effective 1 May 2019. Effective 2 June 2024 this applies.", "2024-06-02"],
    ["En vigueur à partir du 1er mars 2025", "2025-03-01"],
    ["| Effective | 4 April 2022 |", "2022-04-04"],
    ["Last updated: 3 July 2023", "2023-07-03"],
    ["Valid until 31 December 2024", null],
    ["The effective range is 20 metres.", null],
    ["Effective 31 February 2025", null],
    ["Effective 03/04/2025", null],
    ["Effective 25/04/2025", "2025-04-25"],
  ])("reads %j", (text, expected) => {
    expect(findEffectiveDate({ text })).toBe(expected);
  });

  test("takes front matter before the text, the text before the name of the file", () => {
    const text = "Effective 1 March 2025.";
    expect(findEffectiveDate({ text, frontMatter: { effective_date: "2026-01-01" } })).toBe("2026-01-01");
    expect(findEffectiveDate({ text, filename: "policy-2023.md" })).toBe("2025-03-01");
    expect(findEffectiveDate({ text: "Nothing.", filename: "policies/leave-policy-2023.md" })).toBe(
      "2023-01-01",
    );
    expect(findEffectiveDate({ text: "Nothing.", filename: "report-2025-02-11.pdf" })).toBe("2025-02-11");
  });

  test("does not take a number in a name for a year", () => {
    expect(findEffectiveDate({ filename: "invoice-120250.pdf" })).toBeNull();
    expect(findEffectiveDate({ filename: "form20251.pdf" })).toBeNull();
  });
});

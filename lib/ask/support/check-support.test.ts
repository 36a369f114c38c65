import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findValues } from "@/lib/text/find-values";
import { checkSupport } from "./check-support";

const sentences = [
  "Full-time employees in Bristol receive 27 days of annual leave a year plus the public holidays in England.",
  "Up to 8 days of unused annual leave may be carried over into the next year.",
  "Carried-over days must be taken by 30 June or they are lost.",
  "The warranty of the GW-5 gateway is 36 months, with a service contract 60 months.",
  "A claim must be made within 30 days of the fault being noticed.",
  "Hotel costs are paid up to £140 a night in London and €120 in Berlin.",
  "The incident on 11 February 2025 began at 09:42 and lasted 3 hours.",
  "Passwords must not be written on paper.",
  "Der Zutritt ist nur mit Besucherausweis erlaubt.",
];

describe("a sentence that stands in the evidence word for word", () => {
  test("is always supported, wherever it stands", () => {
    fc.assert(
      fc.property(fc.subarray(sentences, { minLength: 1 }), fc.nat(), (chosen, pick) => {
        const claim = chosen[pick % chosen.length] ?? "";
        expect(checkSupport({ claim, evidence: chosen.join(" ") }).supported).toBe(true);
      }),
    );
  });
});

describe("a number changed in a supported sentence", () => {
  test("is never supported, whichever number and whatever value", () => {
    const numbered = sentences.filter((sentence) => /\d/.test(sentence));
    fc.assert(
      fc.property(
        fc.constantFrom(...numbered),
        fc.nat(),
        fc.integer({ min: 1, max: 9999 }),
        (sentence, pick, value) => {
          const runs = [...sentence.matchAll(/\d+/g)];
          const run = runs[pick % runs.length];
          if (!run || Number(run[0]) === value) return;
          const claim = sentence.slice(0, run.index) + value + sentence.slice(run.index + run[0].length);
          const same =
            JSON.stringify(findValues(claim).map((v) => v.key)) ===
            JSON.stringify(findValues(sentence).map((v) => v.key));
          if (same) return;
          expect(checkSupport({ claim, evidence: sentence }).supported, claim).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});

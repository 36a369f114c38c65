import fc from "fast-check";
import { expect, test } from "vitest";
import { sliceCodePoints } from "@/lib/text/code-points";
import { findQuote } from "./find-quote";

const passage = {
  text: "Leave 🌴 is requested in the portal. Up to 8 days may be carried over into the next year. They must be taken by 30 June.\n\nNo leave may be sold.",
  context: "Annual Leave Policy",
};

test("a sentence said word for word is quoted whole, at its exact place", () => {
  const quote = findQuote({ claim: "Up to 8 days may be carried over into the next year.", passage });
  expect(quote).toMatchObject({
    supported: true,
    text: "Up to 8 days may be carried over into the next year.",
  });
  expect(sliceCodePoints(passage.text, quote?.start ?? 0, quote?.end ?? 0)).toBe(quote?.text);
});

test("a part of a sentence is quoted with the whole of it, so that its meaning can't turn round", () => {
  const quote = findQuote({ claim: "Leave may be sold.", passage });
  expect(quote).toMatchObject({ supported: false, text: "No leave may be sold." });
});

test("a claim over two sentences is quoted with both", () => {
  const quote = findQuote({
    claim: "Up to 8 days may be carried over into the next year. They must be taken by 30 June.",
    passage,
  });
  expect(quote).toMatchObject({ supported: true });
  expect(quote?.text).toMatch(/^Up to 8 days.*30 June\.$/);
});

test("a changed number is supported by nothing", () => {
  expect(
    findQuote({ claim: "Up to 9 days may be carried over into the next year.", passage })?.supported,
  ).toBe(false);
});

test("a quote is always the passage's own text between its offsets, whatever the text", () => {
  const word = fc.constantFrom(
    "Leave",
    "is",
    "8",
    "days",
    "🌴",
    "é",
    "naïve",
    "A. B.",
    "\n\n",
    "… ",
    "e.g. ",
    "| a | b |\n",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.array(word, { maxLength: 8 }), (words, claim) => {
      const text = words.join(" ");
      const quote = findQuote({ claim: claim.join(" "), passage: { text, context: "" } });
      if (quote) expect(sliceCodePoints(text, quote.start, quote.end)).toBe(quote.text);
    }),
  );
});

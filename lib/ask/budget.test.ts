import fc from "fast-check";
import { expect, test } from "vitest";
import { embeddingModel } from "@/lib/models/embedding-model";
import { estimateTokens } from "@/lib/models/estimate-tokens";
import { fitPassages } from "./budget";

const model = { contextTokens: 1_000, maxOutputTokens: 200, countTokens: (text: string) => text.length };
const passage = (length: number) => ({ text: "x".repeat(length), title: "", section: [] });

test("passages are kept best first until the context is full; a shorter one behind may still come in", () => {
  const passages = [passage(300), passage(600), passage(200)];
  const { kept, left } = fitPassages({ passages, model, fixedText: "x".repeat(100) });
  expect(kept).toEqual([passages[0], passages[2]]);
  expect(left).toEqual([passages[1]]);
});

test("what is kept never takes more than the context leaves, but for a single passage that must stay", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }), (lengths) => {
      const passages = lengths.map(passage);
      const { kept, left, tokens } = fitPassages({ passages, model, fixedText: "x" });
      expect(kept.length + left.length).toBe(passages.length);
      expect(kept.length === 1 || tokens <= model.contextTokens - model.maxOutputTokens).toBe(true);
    }),
  );
});

test("the estimate for unknown tokenizers isn't below what a real one counts", async () => {
  const texts = [
    "Full-time employees in Bristol receive 27 days of annual leave a year plus the public holidays in England.",
    "const total = items.reduce((sum, item) => sum + item.price * 1.19, 0); // VAT",
    "| Office | Basic entitlement | After 3 years |\n| Bristol | 27 days | 28 days |",
    "Nach Augenkontakt spülen Sie das Auge mindestens 15 Minuten lang mit Wasser.",
    "IBAN GB00 TEST 0000 0012 3456 78, BIC TESTGB00, +49 40 1234567",
    "東京の事務所は午前九時に開きます。",
  ];
  const real = await embeddingModel();
  for (const text of texts)
    expect(estimateTokens(text), text).toBeGreaterThanOrEqual(real.countTokens(text) * 0.9);
});

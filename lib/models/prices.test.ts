import { expect, test } from "vitest";
import prices from "./model-prices.json";
import { costOf } from "./prices";

const tokens = { inputTokens: 1_000_000, outputTokens: 100_000 };

test("a listed model costs what the dated list says, its dated release too", () => {
  expect(costOf("openai/gpt-5-mini", tokens)).toBeCloseTo(0.45, 10);
  expect(costOf("openai/gpt-5-mini-2025-08-07", tokens)).toBeCloseTo(0.45, 10);
});

test("the product's own model is free, a model that isn't listed is not known", () => {
  expect(costOf("extractive/1", tokens)).toBe(0);
  expect(costOf("openai-compatible/mine", tokens)).toBeNull();
});

test("the list is dated and its prices are amounts", () => {
  expect(prices.as_of).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const { input, output } of Object.values(prices.models)) {
    expect(input).toBeGreaterThanOrEqual(0);
    expect(output).toBeGreaterThanOrEqual(input);
  }
});

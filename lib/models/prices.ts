import prices from "./model-prices.json";

interface Price {
  input: number;
  output: number;
}

const listed: Record<string, Price> = prices.models;

/** The day of the price list, `YYYY-MM-DD`: costs are what tokens cost by then. */
export const pricesAsOf: string = prices.as_of;

/**
 * US dollars for the tokens that `model` (as answers name it: `openai/gpt-5-mini`) read and wrote, by the dated list in
 * `model-prices.json`. Null for a model that isn't in it: not known is not free. A dated release of a listed model
 * (`openai/gpt-5-mini-2025-08-07`) costs what the model costs.
 */
export function costOf(
  model: string,
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
): number | null {
  const price = listed[model] ?? listed[model.replace(/-\d{4}-\d{2}-\d{2}$/, "")];
  if (!price) return model.startsWith("extractive/") ? 0 : null;
  return (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
}

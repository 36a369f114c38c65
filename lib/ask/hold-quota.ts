import { env } from "@/lib/env/env";
import { holdSpending } from "@/lib/limits/spend";
import { estimateTokens } from "@/lib/models/estimate-tokens";
import { languageModel } from "@/lib/models/language-model";
import { costOf } from "@/lib/models/prices";
import type { AskInput } from "./ask-input";

/** Instructions of a prompt, and a passage with what stands around it, in tokens. */
const instructionTokens = 600;
const passageTokens = 300;

export interface TokensUsed {
  inputTokens: number;
  outputTokens: number;
}

/**
 * Holds for an answer what it may take of its payers' day at most; settled with what it took. Undefined where nobody
 * pays. Throws `quota_exceeded`.
 */
export async function holdQuota(
  input: AskInput,
): Promise<{ tokens: number; settle: (used: TokensUsed) => Promise<void> } | undefined> {
  const { payers, request } = input;
  if (!payers || payers.length === 0) return undefined;
  const settings = env();
  const passages = (request.top_k ?? settings.ASK_TOP_K) * passageTokens;
  const prompt = Math.min(
    settings.LLM_CONTEXT_TOKENS,
    instructionTokens + passages + estimateTokens(request.question),
  );
  const tokens = prompt + settings.LLM_MAX_OUTPUT_TOKENS;
  const model = languageModel(settings).id;
  const cost = priceOf(model, { inputTokens: prompt, outputTokens: settings.LLM_MAX_OUTPUT_TOKENS });
  const settle = await holdSpending({ subjects: payers, tokens, cost });
  return {
    tokens,
    settle: ({ inputTokens, outputTokens }) =>
      settle({ inputTokens, outputTokens, cost: priceOf(model, { inputTokens, outputTokens }) }),
  };
}

/** US dollars; a model that the price list lacks is counted by its tokens alone. */
function priceOf(model: string, used: TokensUsed): number {
  return costOf(model, used) ?? 0;
}

import type { LanguageModelV4 } from "@ai-sdk/provider";
import { env } from "@/lib/env/env";
import { embeddingModel } from "@/lib/models/embedding-model";
import { languageModel, type ModelTimeouts } from "@/lib/models/language-model";
import { plannerModel } from "../planner/planner-model";

export interface AgentModel {
  /** As runs name it: `planner/1`, `openai-compatible/qwen3`. */
  id: string;
  model: LanguageModelV4;
  /** Its words are the product's own: it quotes documents and says what was done, and makes nothing up. */
  isPlanner: boolean;
  maxOutputTokens: number;
  timeouts: ModelTimeouts;
}

/** The model of the LLM_* settings; without one, the planner that is built in. */
export function agentModel(): AgentModel {
  const { id, kind, model, maxOutputTokens, timeouts } = languageModel(env());
  if (kind === "generative") return { id, model, isPlanner: false, maxOutputTokens, timeouts };
  const planner = plannerModel(embeddingModel);
  return { id: planner.modelId, model: planner, isPlanner: true, maxOutputTokens, timeouts };
}

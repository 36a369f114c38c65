import type { TokenStates } from "./token-states";

export interface EmbedOptions {
  signal?: AbortSignal | undefined;
}

export interface EmbeddingModel {
  /** Stands beside every stored vector; vectors of two ids are never compared. */
  id: string;
  dimensions: number;
  /** Longest text in tokens, its own start and end marks not counted; what is longer is cut. */
  maxTokens: number;
  /** Whether the model was trained for texts in this language (`en`, `de`, …). */
  covers(language: string): boolean;
  /** One vector of length 1 for each text, in order. Throws `embedding_unavailable`, or the signal's reason. */
  embed(texts: string[], options?: EmbedOptions): Promise<Float32Array[]>;
  /** One text token by token; only models that run here can show it. */
  readTokens?(text: string): Promise<TokenStates>;
  /** Tokens of `text` without start and end marks. Exact for the local model, an estimate for others. */
  countTokens(text: string): number;
}

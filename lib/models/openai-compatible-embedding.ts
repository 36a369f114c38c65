// Embeddings from any server that speaks OpenAI's `POST /embeddings`.
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { EmbeddingModel, EmbedOptions } from "./embedding-types";
import { normalized } from "./local-embedding";

export interface OpenaiCompatibleEmbeddingOptions {
  /** Up to and without `/embeddings`. */
  baseUrl: string;
  model: string;
  apiKey?: string | undefined;
  dimensions: number;
  /** For one request, of which at most `attempts` are made. */
  timeoutMs: number;
  attempts?: number;
  batchSize?: number;
  /** Wait before the second attempt; doubles with each further one. */
  backoffMs?: number;
}

const responseSchema = z.object({
  data: z.array(z.object({ index: z.number().int().optional(), embedding: z.array(z.number()) })),
});
const longestWaitMs = 10_000;

/**
 * A model behind an HTTP server. Requests carry up to 64 texts; a refusal that may pass (408, 429, 5xx, no
 * connection, timeout) is tried again twice. Vectors are checked for number and dimensions and scaled to length 1.
 */
export function openaiCompatibleEmbedding(options: OpenaiCompatibleEmbeddingOptions): EmbeddingModel {
  const batchSize = options.batchSize ?? 64;
  return {
    id: `${options.model}/${options.dimensions}`,
    dimensions: options.dimensions,
    // Served models differ; the chunker's own 240 tokens are below the limit of each in common use.
    maxTokens: 254,
    covers: () => true,
    countTokens: estimateTokens,
    embed: async (texts, { signal }: EmbedOptions = {}) => {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += batchSize) {
        vectors.push(...(await embedBatch(options, texts.slice(start, start + batchSize), signal)));
      }
      return vectors;
    },
  };
}

async function embedBatch(
  options: OpenaiCompatibleEmbeddingOptions,
  texts: string[],
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const attempts = options.attempts ?? 3;
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const outcome = await request(options, texts, signal);
    if (outcome.kind === "done") return vectorsOf(outcome.body, texts.length, options.dimensions);
    if (!outcome.retry || attempt === attempts) throw outcome.error;
    const wait = outcome.waitMs ?? (options.backoffMs ?? 250) * 2 ** (attempt - 1);
    if (wait > longestWaitMs) throw outcome.error;
    await sleep(wait, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
}

type Outcome =
  | { kind: "done"; body: unknown }
  | { kind: "failed"; retry: boolean; waitMs: number | undefined; error: AppError };

async function request(
  options: OpenaiCompatibleEmbeddingOptions,
  texts: string[],
  signal?: AbortSignal,
): Promise<Outcome> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await fetch(`${options.baseUrl.replace(/\/+$/, "")}/embeddings`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(options.apiKey && { authorization: `Bearer ${options.apiKey}` }),
      },
      // Some servers embed an empty text as an error of the whole batch.
      body: JSON.stringify({ model: options.model, input: texts.map((text) => text || " ") }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.ok) return { kind: "done", body: await response.json() };
    const detail = (await response.text()).slice(0, 300);
    return failed({
      retry: response.status === 408 || response.status === 429 || response.status >= 500,
      internal: `embedding server answered ${response.status}: ${detail}`,
      waitMs: retryAfterMs(response.headers),
    });
  } catch (error) {
    signal?.throwIfAborted();
    const retry = !(error instanceof SyntaxError);
    return failed({
      retry,
      internal: timeout.aborted ? "embedding server timed out" : String(error),
      cause: error,
    });
  }
}

function failed(failure: {
  retry: boolean;
  internal: string;
  waitMs?: number | undefined;
  cause?: unknown;
}): Outcome {
  const { retry, internal, waitMs, cause } = failure;
  return { kind: "failed", retry, waitMs, error: new AppError("embedding_unavailable", { internal, cause }) };
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function vectorsOf(body: unknown, count: number, dimensions: number): Float32Array[] {
  const result = responseSchema.safeParse(body);
  if (!result.success || result.data.data.length !== count)
    throw new AppError("embedding_unavailable", {
      internal: "the embedding server's answer has another form",
    });
  const rows = result.data.data.map((row, position) => ({ ...row, index: row.index ?? position }));
  rows.sort((a, b) => a.index - b.index);
  return rows.map(({ embedding }) => {
    if (embedding.length === dimensions) return normalized(Float32Array.from(embedding));
    throw new AppError("embedding_unavailable", {
      public: `The embedding server returns vectors of ${embedding.length} dimensions; EMBEDDING_DIMENSIONS says ${dimensions}.`,
    });
  });
}

/** Words of up to five letters count one token, longer ones one for each five, other marks one each. */
function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)) {
    tokens += /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(piece)
      ? piece.length
      : Math.ceil(piece.length / 5);
  }
  return tokens;
}

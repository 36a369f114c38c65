// A language model without a network: answers with whole sentences of the passages, word for word.
// It reads its passages as typed provider options and streams through the AI SDK like any other model.
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { z } from "zod";
import { letOthersIn } from "@/lib/text/let-others-in";
import { estimateTokens } from "../estimate-tokens";
import { modelPassageSchema } from "../schema";
import { formatSentences } from "./format-sentences";
import { selectSentences } from "./select-sentences";
import type { SentenceVectors } from "./sentence-similarities";

/** `providerOptions.groundwork` of a call: what the model reads in place of the prompt. */
export const extractiveOptionsSchema = z.object({
  /** What is asked: one question, or the parts of one that asks several things. */
  questions: z
    .array(
      z.object({
        question: z.string(),
        /** Markers of the passages that were found for it. */
        markers: z.array(z.number().int()),
      }),
    )
    .min(1),
  passages: z.array(modelPassageSchema),
});

/**
 * The model. Stateless; the same passages and question give the same answer always. `vectors` weigh what a
 * sentence means beside its words; null when there is no embedding model at hand.
 */
export function extractiveModel(vectors: () => Promise<SentenceVectors | null>): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: "groundwork",
    modelId: "extractive/1",
    supportedUrls: {},
    doGenerate: async (options) => {
      const { pieces, usage } = await answer(options, vectors);
      return {
        content: [{ type: "text", text: pieces.join("") }],
        finishReason: { unified: "stop", raw: "stop" },
        usage,
        warnings: [],
      };
    },
    doStream: async (options) => {
      const { pieces, usage } = await answer(options, vectors);
      return { stream: streamOf(parts(pieces, usage, options.abortSignal)) };
    },
  };
}

async function answer(
  options: LanguageModelV4CallOptions,
  vectors: () => Promise<SentenceVectors | null>,
): Promise<{ pieces: string[]; usage: LanguageModelV4Usage }> {
  options.abortSignal?.throwIfAborted();
  const { questions, passages } = extractiveOptionsSchema.parse(options.providerOptions?.groundwork);
  const embeddingModel = await vectors();
  const pieces: string[] = [];
  for (const { question, markers } of questions) {
    options.abortSignal?.throwIfAborted();
    const own = passages.filter((passage) => markers.includes(passage.marker));
    const { sentences } = await selectSentences({ question, passages: own, embeddingModel });
    const said = new Set(pieces.map((piece) => piece.trim()));
    const fresh = formatSentences({ sentences, passages: own }).filter((piece) => !said.has(piece.trim()));
    // Each part of an answer is a paragraph of its own.
    const [first, ...rest] = fresh;
    if (first !== undefined) pieces.push(pieces.length > 0 ? `\n\n${first.trimStart()}` : first, ...rest);
  }
  const read = passages.map((passage) => passage.text).join("\n");
  const asked = questions.map(({ question }) => question).join("\n");
  return { pieces, usage: usageOf(estimateTokens(asked + read), estimateTokens(pieces.join(""))) };
}

function streamOf(
  source: AsyncGenerator<LanguageModelV4StreamPart>,
): ReadableStream<LanguageModelV4StreamPart> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}

async function* parts(
  pieces: string[],
  usage: LanguageModelV4Usage,
  signal: AbortSignal | undefined,
): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: "stream-start", warnings: [] };
  yield { type: "text-start", id: "1" };
  for (const delta of pieces) {
    // Whoever reads them proves each.
    await letOthersIn();
    signal?.throwIfAborted();
    yield { type: "text-delta", id: "1", delta };
  }
  yield { type: "text-end", id: "1" };
  yield { type: "finish", finishReason: { unified: "stop", raw: "stop" }, usage };
}

function usageOf(input: number, output: number): LanguageModelV4Usage {
  return {
    inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: output, reasoning: undefined },
  };
}

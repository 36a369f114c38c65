import { z } from "zod";
import { type Answer, type AskEvent, answerReasonSchema, answerSchema, citationSchema } from "../schema";
import { annotationsOf, sentenceText, sourcesText } from "./chat-text";

const annotationSchema = z.object({
  type: z.literal("url_citation"),
  url_citation: z.object({
    start_index: z.int(),
    end_index: z.int(),
    title: z.string(),
    url: z.string(),
  }),
});

/** What this server adds to a completion: where it comes from, to the letter. */
const extensionSchema = z
  .object({
    answer_id: z.string(),
    refused: z.boolean(),
    reason: answerReasonSchema.nullable(),
    confidence: z.number().nullable(),
    support: answerSchema.shape.support,
    citations: z.array(citationSchema),
    request_id: z.string(),
    trace_id: z.string(),
  })
  .meta({ id: "ChatCompletionEvidence" });

export const chatResponseSchema = z
  .object({
    id: z.string(),
    object: z.literal("chat.completion"),
    created: z.int(),
    model: z.string(),
    system_fingerprint: z.string(),
    choices: z.array(
      z.object({
        index: z.int(),
        message: z.object({
          role: z.literal("assistant"),
          content: z.string(),
          refusal: z.null(),
          annotations: z.array(annotationSchema),
        }),
        logprobs: z.null(),
        finish_reason: z.literal("stop"),
      }),
    ),
    usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() }),
    groundwork: extensionSchema,
  })
  .meta({ id: "ChatCompletion" });
type ChatResponse = z.infer<typeof chatResponseSchema>;

export const modelListSchema = z
  .object({
    object: z.literal("list"),
    data: z.array(
      z.object({ id: z.string(), object: z.literal("model"), created: z.int(), owned_by: z.string() }),
    ),
  })
  .meta({ id: "ModelList" });

/** An answer as a chat completion. `address` is where people reach this server, for links to passages. */
export function toChatResponse(answer: Answer, address: string): ChatResponse {
  return chatResponseSchema.parse({
    ...common(answer.id, answer.model, answer.prompt_version, answer.created_at),
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: answer.sentences.map(sentenceText).join("") + sourcesText(answer.citations, address),
          refusal: null,
          annotations: annotationsOf(answer, address),
        },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: usageOf(answer),
    groundwork: extensionSchema.parse({ ...answer, answer_id: answer.id }),
  });
}

/**
 * An answer's events as chunks of a streamed completion: the role, each sentence when it was checked, the sources, the
 * end with annotations and evidence, and the usage when it was asked for.
 */
export async function* toChatChunks(
  events: AsyncGenerator<AskEvent>,
  {
    id,
    model,
    version,
    address,
    usage,
  }: { id: string; model: string; version: string; address: string; usage: boolean },
): AsyncGenerator<object> {
  const head = { ...common(id, model, version, new Date().toISOString()), object: "chat.completion.chunk" };
  const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(usage && { usage: null }),
    ...more,
  });
  yield chunk({ role: "assistant", content: "", refusal: null });
  for await (const event of events) {
    if (event.type === "sentence-added") yield chunk({ content: sentenceText(event.sentence) });
    if (event.type !== "answer-completed") continue;
    const { answer } = event;
    const sources = sourcesText(answer.citations, address);
    if (sources !== "") yield chunk({ content: sources });
    const { groundwork, choices } = toChatResponse(answer, address);
    yield chunk({ annotations: choices[0]?.message.annotations ?? [] }, "stop", { groundwork });
    if (usage) yield { ...head, choices: [], usage: usageOf(answer) };
  }
}

function common(id: string, model: string, version: string, createdAt: string) {
  return {
    id: `chatcmpl-${id}`,
    created: Math.floor(Date.parse(createdAt) / 1000),
    model,
    system_fingerprint: version,
  };
}

function usageOf({ usage }: Answer) {
  return {
    prompt_tokens: usage.input_tokens,
    completion_tokens: usage.output_tokens,
    total_tokens: usage.input_tokens + usage.output_tokens,
  };
}

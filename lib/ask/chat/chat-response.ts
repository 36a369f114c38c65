import {
  type Answer,
  type AskEvent,
  type ChatResponse,
  chatEvidenceSchema,
  chatResponseSchema,
} from "../schema";
import { annotationsOf, sentenceText, sourcesText } from "./chat-text";

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
    groundwork: chatEvidenceSchema.parse({ ...answer, answer_id: answer.id }),
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

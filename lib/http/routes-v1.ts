import { chatRequestSchema, chatResponseSchema, modelListSchema } from "@/lib/ask/schema";
import type { ApiRoute } from "./api-route";
import { openAiErrorSchema } from "./openai-error-schema";

/** Routes that speak OpenAI's protocol, so that existing chat clients can be pointed at this server. */
export const v1Routes: ApiRoute[] = [
  {
    method: "post",
    path: "/api/v1/chat/completions",
    tag: "Ask",
    summary: "Ask as a chat completion, for clients that speak OpenAI's protocol",
    description:
      "The last user message is the question, what was said before is its history. System messages and unknown fields are ignored; several choices, tools and formats other than text are refused with 400. The text ends with the sources; `message.annotations` and `groundwork` carry the citations, and a refusal is an ordinary message with `groundwork.refused`. With `stream: true` the answer comes as chunks, `data: [DONE]` last.",
    body: chatRequestSchema,
    status: 200,
    response: chatResponseSchema,
    responseAlso: { "text/event-stream": "Chunks of a completion, as OpenAI streams them." },
    problem: { type: "application/json", schema: openAiErrorSchema, invalid: 400 },
    errors: [
      "invalid_request",
      "malformed_json",
      "unsupported_media_type",
      "body_too_large",
      "database_unavailable",
      "model_unavailable",
      "model_rate_limited",
      "model_timeout",
      "model_bad_output",
      "quota_exceeded",
      "too_many_streams",
      "overloaded",
    ],
  },
  {
    method: "get",
    path: "/api/v1/models",
    tag: "Ask",
    summary: "Models, as OpenAI's clients list them",
    status: 200,
    response: modelListSchema,
    problem: { type: "application/json", schema: openAiErrorSchema, invalid: 400 },
    errors: [],
  },
];

import { z } from "zod";
import { searchFiltersSchema } from "../retrieval/schema";

export const historyTurnSchema = z.strictObject({
  role: z.enum(["user", "assistant"]),
  content: z.string().min(1).max(20_000),
});
export type HistoryTurn = z.infer<typeof historyTurnSchema>;

export const askRequestSchema = z
  .strictObject({
    question: z.string().trim().min(1).max(2000),
    history: z.array(historyTurnSchema).max(50).optional(),
    /** Goes on with a kept conversation; `new` begins one. Without it nothing is kept in the list of conversations. */
    conversation_id: z.string().max(100).optional(),
    filters: searchFiltersSchema.optional(),
    top_k: z.int().min(1).max(50).optional(),
    stream: z.boolean().optional(),
  })
  .refine((request) => !(request.history && request.conversation_id), {
    path: ["history"],
    message: "Send either history or conversation_id, not both.",
  })
  .meta({
    id: "AskRequest",
    example: { question: "How many days of annual leave does a full-time employee in Hamburg get?" },
  });
export type AskRequest = z.infer<typeof askRequestSchema>;

/**
 * What to know of a citation's document: `contains_instructions`, it holds sentences that give orders to machines;
 * `untrusted_source`, its source isn't marked as trusted.
 */
export const citationFlagSchema = z.enum(["contains_instructions", "untrusted_source"]);
export type CitationFlag = z.infer<typeof citationFlagSchema>;

export const citationSchema = z
  .object({
    /** Number as it stands in the answer's text: `[1]`. */
    marker: z.number().int(),
    chunk_id: z.string(),
    document_id: z.string(),
    version_id: z.string(),
    title: z.string(),
    source: z.string(),
    uri: z.string(),
    type: z.string(),
    page: z.number().int().nullable(),
    section: z.array(z.string()),
    /** Exactly the document's stored text from `start` to `end`, in code points, half-open. */
    quote: z.string(),
    start: z.number().int(),
    end: z.number().int(),
    effective_date: z.string().nullable(),
    /** Set when the cited version is no longer the current one, or the document is gone. */
    changed: z.enum(["no", "newer-version", "deleted"]).default("no"),
    /** Reasons to look twice before relying on it; empty for most. */
    flags: z.array(citationFlagSchema).default([]),
  })
  .meta({ id: "Citation" });
export type Citation = z.infer<typeof citationSchema>;

export const sentenceSchema = z.object({
  index: z.number().int(),
  /** The sentence without its markers. */
  text: z.string(),
  markers: z.array(z.number().int()),
  /** `proved`: its citations support it. `unsupported`: shown and marked as not proved. `note`: the product's own words, which claim nothing. */
  status: z.enum(["proved", "unsupported", "note"]),
  /** White space and layout before it: "" for the first, " " within a paragraph, "\n\n" for a new one, "\n- " for a list item. */
  before: z.string(),
});
export type Sentence = z.infer<typeof sentenceSchema>;

/** A passage that was looked at: for *How this was found* and for the nearest passages of a refusal. */
export const consideredPassageSchema = z.object({
  rank: z.number().int(),
  chunk_id: z.string(),
  document_id: z.string(),
  version_id: z.string(),
  title: z.string(),
  source: z.string(),
  uri: z.string(),
  page: z.number().int().nullable(),
  section: z.array(z.string()),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  effective_date: z.string().nullable(),
  score: z.number(),
  scores: z.record(z.string(), z.number().nullable()),
  /** `cited`, `read` (in the model's context), or why it was left out: `over-budget`, `superseded`, `duplicate`, `guarded`. */
  use: z.enum(["cited", "read", "over-budget", "superseded", "duplicate", "guarded"]),
  /** Parts of `text` that give orders to machines: no model read them. Code points of `text`, half-open. */
  set_aside: z.array(z.object({ start: z.number().int(), end: z.number().int() })).default([]),
});
export type ConsideredPassage = z.infer<typeof consideredPassageSchema>;

export const cacheUseSchema = z.enum(["miss", "hit", "shared", "similar"]);
export type CacheUse = z.infer<typeof cacheUseSchema>;

export const answerReasonSchema = z.enum(["not_found", "policy", "unclear"]);

export const answerSchema = z
  .object({
    id: z.string(),
    question: z.string(),
    /** The question as it was searched for: a follow-up with its reference filled in. */
    searched_for: z.string(),
    /** Plain text with markers: `… 25 days a year. [1] …` */
    answer: z.string(),
    sentences: z.array(sentenceSchema),
    refused: z.boolean(),
    reason: answerReasonSchema.nullable(),
    /** Calibrated probability, 0 to 1, that the answer is supported by the documents; null when unfitted. */
    confidence: z.number().min(0).max(1).nullable(),
    /** `every-sentence-proved`, `partly-proved` or `not-in-documents`. */
    support: z.enum(["every-sentence-proved", "partly-proved", "not-in-documents"]),
    citations: z.array(citationSchema),
    /** Every passage that was in front of the model, in order. */
    chunk_ids: z.array(z.string()),
    /** The nearest passages, offered with a refusal. */
    nearest: z.array(consideredPassageSchema),
    conversation_id: z.string().nullable(),
    model: z.string(),
    prompt_version: z.string(),
    usage: z.object({ input_tokens: z.number().int(), output_tokens: z.number().int() }),
    latency_ms: z.object({
      policy: z.number(),
      retrieve: z.number(),
      decide: z.number(),
      generate: z.number(),
      check: z.number(),
      total: z.number(),
      first_sentence: z.number().nullable(),
    }),
    warnings: z.array(z.string()),
    /**
     * `miss`: made for this request. `hit`: made before for the same question, documents, access and settings.
     * `shared`: made at this moment for several who asked the same. `similar`: made for a question that says the
     * same in other words. Left out where caches are off.
     */
    cache: cacheUseSchema.optional(),
    request_id: z.string(),
    trace_id: z.string(),
    created_at: z.string(),
  })
  .meta({ id: "Answer" });
export type Answer = z.infer<typeof answerSchema>;

/** *How this was found*: kept beside the answer. `GET /api/answers/:id/trace`. */
export const answerTraceSchema = z
  .object({
    answer_id: z.string(),
    considered: z.array(consideredPassageSchema),
    dropped_sentences: z.array(z.object({ text: z.string(), reason: z.string() })),
    decision: z.object({
      answerable: z.number().nullable(),
      threshold: z.number().nullable(),
      fitted_for: z.string().nullable(),
      features: z.record(z.string(), z.number()),
    }),
    embedding_model: z.string(),
    ranker: z.string(),
    retrieval_ms: z.record(z.string(), z.number()),
    cache: cacheUseSchema.optional(),
    /** With `similar`: the question that it was made for. */
    similar_to: z.string().optional(),
  })
  .meta({ id: "AnswerTrace" });
export type AnswerTrace = z.infer<typeof answerTraceSchema>;

/** Server-sent events of an answer, in the order in which they come. The event's name is `type`. */
export const askEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("answer-started"),
    answer_id: z.string(),
    request_id: z.string(),
    trace_id: z.string(),
    /** The conversation that keeps this answer, also when the reader stops it; null when nothing is kept. */
    conversation_id: z.string().nullable(),
  }),
  z.object({
    type: z.literal("passages-found"),
    searched_for: z.string(),
    passages: z.array(consideredPassageSchema),
    documents_searched: z.number().int(),
    sources_searched: z.number().int(),
  }),
  /** Comes before the first sentence that uses its marker. */
  z.object({ type: z.literal("citation-added"), citation: citationSchema }),
  /** Comes only after the sentence was checked. */
  z.object({ type: z.literal("sentence-added"), sentence: sentenceSchema }),
  z.object({ type: z.literal("answer-completed"), answer: answerSchema }),
  /** Ends the stream in place of `answer-completed`; problem+json as its body. */
  z.object({
    type: z.literal("answer-failed"),
    problem: z.object({
      type: z.string(),
      title: z.string(),
      status: z.number().int(),
      detail: z.string(),
      code: z.string(),
      request_id: z.string(),
    }),
  }),
]);
export type AskEvent = z.infer<typeof askEventSchema>;

const chatPartSchema = z.looseObject({ type: z.string(), text: z.string().optional() });
const chatMessageSchema = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool", "function"]),
  content: z.union([z.string(), z.array(chatPartSchema)]).nullish(),
});

/** A chat completion as OpenAI's clients ask for it. What isn't named here is ignored, as temperature or `user`. */
export const chatRequestSchema = z
  .looseObject({
    /** Any name: the model that this server is set to answers. */
    model: z.string().max(200),
    messages: z.array(chatMessageSchema).min(1).max(500),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
    n: z.int().nullish(),
    tools: z.array(z.unknown()).nullish(),
    functions: z.array(z.unknown()).nullish(),
    response_format: z.looseObject({ type: z.string() }).nullish(),
    modalities: z.array(z.string()).nullish(),
    audio: z.unknown().optional(),
  })
  .meta({
    id: "ChatCompletionRequest",
    example: {
      model: "groundwork",
      messages: [{ role: "user", content: "How many days of annual leave does an employee in Hamburg get?" }],
    },
  });
export type ChatRequest = z.infer<typeof chatRequestSchema>;

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
export const chatEvidenceSchema = z
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
    groundwork: chatEvidenceSchema,
  })
  .meta({ id: "ChatCompletion" });
export type ChatResponse = z.infer<typeof chatResponseSchema>;

export const modelListSchema = z
  .object({
    object: z.literal("list"),
    data: z.array(
      z.object({ id: z.string(), object: z.literal("model"), created: z.int(), owned_by: z.string() }),
    ),
  })
  .meta({ id: "ModelList" });

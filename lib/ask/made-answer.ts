// An answer without its asker: what caches keep and twins share. Whoever asked gets it with ids and times of their own.
import { z } from "zod";
import type { AnswerDraft } from "./answer-draft";
import {
  type Answer,
  type AnswerTrace,
  answerSchema,
  answerTraceSchema,
  askEventSchema,
  type CacheUse,
} from "./schema";

export const madeAnswerSchema = z.object({
  /** Everything between `answer-started` and `answer-completed`, in order. */
  events: z.array(askEventSchema),
  answer: answerSchema,
  trace: answerTraceSchema,
  /** Every document that answer and trace show text of, with its source. */
  documents: z.array(z.object({ id: z.string(), sourceId: z.string() })),
  /** Source of each cited chunk, by chunk id. */
  citedSources: z.record(z.string(), z.string()),
});
export type MadeAnswer = z.infer<typeof madeAnswerSchema>;

/** What a draft holds by now. */
export function madeOf(draft: AnswerDraft, events: MadeAnswer["events"]): MadeAnswer {
  const answer = draft.toAnswer();
  return {
    events,
    answer,
    trace: draft.toTrace(),
    documents: draft.documents(),
    citedSources: Object.fromEntries(
      answer.citations.map(({ chunk_id }) => [chunk_id, draft.sourceIdOf(chunk_id)]),
    ),
  };
}

export interface Asker {
  answerId: string;
  /** As it was asked. */
  question: string;
  conversationId: string | null;
  requestId: string;
  traceId: string;
  /** ISO 8601. */
  createdAt: string;
  /** Milliseconds from the question: policy check, first sentence (null before it), now. */
  times: { policyMs: number; firstSentenceMs: number | null; totalMs: number };
  cache: CacheUse | undefined;
  similarTo?: string | undefined;
  /** Said beside those of the answer itself. */
  warnings: string[];
}

/** The answer as this asker gets it. Work that was done for somebody else costs this one neither time nor tokens. */
export function answerFor(made: MadeAnswer, asker: Asker): { answer: Answer; trace: AnswerTrace } {
  const isOwnWork = asker.cache === undefined || asker.cache === "miss";
  const { times } = asker;
  const cache = asker.cache && { cache: asker.cache };
  const worked = isOwnWork
    ? made.answer.latency_ms
    : { ...made.answer.latency_ms, retrieve: 0, decide: 0, generate: 0, check: 0 };
  return {
    answer: {
      ...made.answer,
      id: asker.answerId,
      question: asker.question,
      conversation_id: asker.conversationId,
      usage: isOwnWork ? made.answer.usage : { input_tokens: 0, output_tokens: 0 },
      latency_ms: {
        ...worked,
        policy: rounded(times.policyMs),
        total: rounded(times.totalMs),
        first_sentence: times.firstSentenceMs === null ? null : rounded(times.firstSentenceMs),
      },
      warnings: [...made.answer.warnings, ...asker.warnings],
      ...cache,
      request_id: asker.requestId,
      trace_id: asker.traceId,
      created_at: asker.createdAt,
    },
    trace: {
      ...made.trace,
      answer_id: asker.answerId,
      ...cache,
      ...(asker.similarTo !== undefined && { similar_to: asker.similarTo }),
    },
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

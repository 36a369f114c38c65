// One answer for one asker: wherever it comes from, it gets this asker's ids and times, is stored as theirs, and its
// events come in the same order.
import type { Database } from "@/db/client";
import { env } from "@/lib/env/env";
import { logger } from "@/lib/telemetry/logger";
import type { ProduceInput } from "./ask-input";
import { type Asker, answerFor, type MadeAnswer } from "./made-answer";
import { type ObtainedAnswer, obtainAnswer } from "./obtain-answer";
import { produceAnswer } from "./produce-answer";
import { saveAnswer } from "./save-answer";
import type { Answer, AskEvent } from "./schema";
import { turnsOf } from "./standalone-question";
import { understandQuestion } from "./understand-question";

/** Delivers an answer and its events, but for the failure. What was proved before a failure is kept. */
export async function deliverAnswer(db: Database, input: ProduceInput): Promise<Answer> {
  const { conversation, request } = input;
  const startedAt = performance.now();
  const createdAt = new Date().toISOString();
  let firstSentenceMs: number | null = null;
  let partial: () => MadeAnswer | undefined = () => undefined;
  const emit = (event: AskEvent) => {
    if (event.type === "sentence-added" && event.sentence.status === "proved")
      firstSentenceMs ??= performance.now() - startedAt;
    input.emit(event);
  };
  input.emit({
    type: "answer-started",
    answer_id: input.answerId,
    request_id: input.requestId,
    trace_id: input.traceId,
    conversation_id: conversation?.id ?? null,
  });
  const understood = understandQuestion(
    request.question,
    conversation?.turns ?? turnsOf(request.history ?? []),
  );
  const policyMs = performance.now() - startedAt;
  const asker = (more: Partial<Asker>): Asker => ({
    answerId: input.answerId,
    question: request.question,
    conversationId: conversation?.id ?? null,
    requestId: input.requestId,
    traceId: input.traceId,
    createdAt,
    times: { policyMs, firstSentenceMs, totalMs: performance.now() - startedAt },
    cache: undefined,
    warnings: [],
    ...more,
  });
  const give = async (made: MadeAnswer, more: Partial<Asker>): Promise<Answer> => {
    const { answer, trace } = answerFor(made, asker(more));
    await saveAnswer(db, { input, made, answer, trace });
    return answer;
  };

  if (understood.kind === "refused") {
    for (const event of understood.made.events) emit(event);
    return completed(await give(understood.made, {}), input);
  }
  let obtained: Omit<ObtainedAnswer, "cache"> & Partial<ObtainedAnswer>;
  try {
    obtained = await obtain(db, {
      input: { ...input, emit },
      question: understood.question,
      show: (show) => {
        partial = show;
      },
    });
  } catch (error) {
    const made = partial();
    const warning = input.signal.aborted
      ? "Stopped before it was complete."
      : "It broke off before it was complete.";
    // What this asker saw of it is theirs; of what nobody saw nothing is kept.
    if (made && firstSentenceMs !== null)
      await give(made, { warnings: [warning] }).catch((failure) => logger().error(failure));
    throw error;
  }
  const { made, cache, similarTo } = obtained;
  return completed(await give(made, { cache, similarTo }), input);
}

function completed(answer: Answer, input: ProduceInput): Answer {
  input.emit({ type: "answer-completed", answer });
  return answer;
}

async function obtain(
  db: Database,
  context: {
    input: ProduceInput;
    question: string;
    show: (partial: () => MadeAnswer | undefined) => void;
  },
): Promise<{ made: MadeAnswer } & Partial<ObtainedAnswer>> {
  const { input, question, show } = context;
  const { access, readableNow, request, signal, emit } = input;
  const settings = env();
  const wanted = {
    access,
    readableNow,
    question,
    filters: request.filters,
    topK: request.top_k ?? settings.ASK_TOP_K,
    today: input.today ?? new Date().toISOString().slice(0, 10),
    signal,
    emit,
    show,
  };
  if (settings.CACHE_ANSWERS === "on" && input.cache !== false) return obtainAnswer(db, wanted);
  return { made: await produceAnswer(db, wanted) };
}

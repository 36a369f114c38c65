import type { Database } from "@/db/client";
import { env } from "@/lib/env/env";
import { checkPolicy } from "@/lib/guard/policy";
import { languageModel } from "@/lib/models/language-model";
import type { ModelPassage } from "@/lib/models/schema";
import { searchModel } from "@/lib/retrieval/search-model";
import { logger } from "@/lib/telemetry/logger";
import { AnswerDraft } from "./answer-draft";
import { type AnswerableEstimate, estimateAnswerable } from "./answerable/estimate-answerable";
import type { ProduceInput } from "./ask-input";
import { fitPassages } from "./budget";
import { type FoundPassage, findPassages, toConsidered } from "./find-passages";
import { mentionOthers } from "./mention-others";
import { instructions, promptVersion } from "./prompts/answer-v1";
import { saveAnswer } from "./save-answer";
import type { Answer } from "./schema";
import { standaloneQuestion, turnsOf } from "./standalone-question";
import { emptyAnswer, writeAnswer } from "./write-answer";

/** Makes one answer and emits its events, but for the failure. What was proved before a failure is kept. */
export async function produceAnswer(db: Database, input: ProduceInput): Promise<Answer> {
  const { conversation } = input;
  const model = languageModel(env());
  const draft = new AnswerDraft({
    ...input,
    conversationId: conversation?.id ?? null,
    model: model.id,
    promptVersion,
  });
  input.emit({
    type: "answer-started",
    answer_id: input.answerId,
    request_id: input.requestId,
    trace_id: input.traceId,
    conversation_id: conversation?.id ?? null,
  });
  try {
    await answer(db, {
      input,
      draft,
      model,
      turns: conversation?.turns ?? turnsOf(input.request.history ?? []),
    });
  } catch (error) {
    draft.warn(
      input.signal.aborted ? "Stopped before it was complete." : "It broke off before it was complete.",
    );
    if (draft.hasProof()) await saveAnswer(db, { input, draft }).catch((failure) => logger().error(failure));
    throw error;
  }
  await saveAnswer(db, { input, draft });
  const result = draft.toAnswer();
  input.emit({ type: "answer-completed", answer: result });
  return result;
}

async function answer(
  db: Database,
  context: {
    input: ProduceInput;
    draft: AnswerDraft;
    model: ReturnType<typeof languageModel>;
    turns: { question: string; answer: string }[];
  },
): Promise<void> {
  const { input, draft, model, turns } = context;
  const { access, signal, request } = input;
  const settings = env();
  const today = input.today ?? new Date().toISOString().slice(0, 10);

  const policy = draft.timed("policy", () => checkPolicy(request.question));
  if (policy.kind === "refused") return draft.refuse("policy", policy.say);
  const standalone = standaloneQuestion({ question: request.question, turns });
  if (standalone.kind === "unclear") return draft.refuse("unclear", standalone.say);
  const question = standalone.question;
  draft.searchedFor = question;

  const found = await draft.timed("retrieve", () =>
    findPassages(db, {
      access,
      question,
      topK: request.top_k ?? settings.ASK_TOP_K,
      filters: request.filters,
      today,
      signal,
    }),
  );
  const readable = found.passages.filter((passage) => passage.use === "read");
  const fitted = fitPassages({
    passages: readable.map((passage) => ({ ...passage, ...passage.result, text: passage.readText })),
    model,
    fixedText: `${instructions}\n${question}`,
  });
  for (const passage of readable) {
    if (!fitted.kept.some((kept) => kept.result === passage.result)) passage.use = "over-budget";
  }
  draft.looked(found);
  const reading = found.passages.filter((passage) => passage.use === "read");
  const { searched } = found;
  input.emit({
    type: "passages-found",
    searched_for: question,
    passages: toConsidered(found.passages),
    documents_searched: searched.documents,
    sources_searched: searched.sources,
  });

  const decision = await draft.timed("decide", async () =>
    estimateAnswerable({
      question,
      passages: reading.map(({ result, readText }) => ({ ...result, text: readText })),
      embeddingModel: await searchModel(db),
      ranker: found.found.ranker,
    }),
  );
  signal.throwIfAborted();
  draft.decided(decision);
  const answerable = isAnswerable(decision, settings.ASK_MIN_CONFIDENCE);
  if (reading.length === 0 || !answerable) return draft.refuseNotFound(searched);

  const citable = reading.map(({ result }, index) => ({ marker: index + 1, result }));
  const written = emptyAnswer(citable);
  draft.write(written);
  await draft.timed("generate", () =>
    writeAnswer(
      {
        question,
        model,
        passages: citable,
        modelPassages: reading.map(toModelPassage),
        today,
        unsupported: settings.ASK_UNSUPPORTED,
        signal,
        emit: input.emit,
      },
      written,
    ),
  );
  if (written.cut) draft.warn("The model's answer was cut at its longest allowed length.");
  if (!draft.hasProof()) return draft.refuseNotFound(searched);
  await mentionOthers({
    question,
    found,
    written,
    embeddingModel: await searchModel(db),
    emit: input.emit,
  });
}

/** The setting decides where it is given and there is a probability; 0 lets every question through. */
function isAnswerable(decision: AnswerableEstimate, least: number | undefined): boolean {
  if (least === undefined) return decision.answerable;
  return least === 0 || (decision.probability === null ? decision.answerable : decision.probability >= least);
}

function toModelPassage({ result, readText }: FoundPassage, index: number): ModelPassage {
  return {
    marker: index + 1,
    chunkId: result.chunk_id,
    documentId: result.document_id,
    title: result.title,
    section: result.section,
    context: result.context,
    text: readText,
    start: result.start,
    effectiveDate: result.effective_date,
    score: result.score,
  };
}

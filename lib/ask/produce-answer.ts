import type { Access } from "@/db/access";
import type { Database } from "@/db/client";
import { env } from "@/lib/env/env";
import { enterWork } from "@/lib/limits/admission";
import { type AnswerModel, languageModel } from "@/lib/models/language-model";
import type { ModelPassage } from "@/lib/models/schema";
import type { SearchFilters } from "@/lib/retrieval/schema";
import { searchModel } from "@/lib/retrieval/search-model";
import { withSpan } from "@/lib/telemetry/spans";
import { AnswerDraft } from "./answer-draft";
import { type AnswerableEstimate, estimateAnswerable } from "./answerable/estimate-answerable";
import { fitPassages } from "./budget";
import { evidenceForQuestion } from "./evidence-for-question";
import {
  type FoundPassage,
  type FoundPassages,
  findPassages,
  mergeFound,
  toConsidered,
} from "./find-passages";
import { type MadeAnswer, madeOf } from "./made-answer";
import { mentionOthers } from "./mention-others";
import { instructions, promptVersion } from "./prompts/answer-v1";
import type { AskEvent, Citation, CitationFlag, Sentence } from "./schema";
import { splitQuestion } from "./split-question";
import { emptyAnswer, type WrittenAnswer, writeAnswer } from "./write-answer";

export interface MakeInput {
  access: Access;
  /** Stands on its own and has passed the policy. */
  question: string;
  filters: SearchFilters | undefined;
  topK: number;
  /** `YYYY-MM-DD`. */
  today: string;
  /** The sources that the caller may read. What is found outside of them, since rights grew meanwhile, is left out. */
  sourceIds?: ReadonlySet<string> | undefined;
  signal: AbortSignal;
  emit: (event: AskEvent) => void;
  /** Is given what to call for what is proved so far. */
  show: (partial: () => MadeAnswer | undefined) => void;
}

/**
 * Makes one answer, of nobody yet, and emits its events but for the first and the last. Throws `overloaded` when this
 * process makes as many as it may.
 */
export async function produceAnswer(db: Database, input: MakeInput): Promise<MadeAnswer> {
  const leaveWork = enterWork("ask");
  try {
    return await make(db, input);
  } finally {
    leaveWork();
  }
}

async function make(db: Database, input: MakeInput): Promise<MadeAnswer> {
  const model = languageModel(env());
  const events: AskEvent[] = [];
  const emit = (event: AskEvent) => {
    events.push(event);
    input.emit(event);
  };
  const draft = new AnswerDraft({ question: input.question, model: model.id, promptVersion, emit });
  input.show(() => (draft.hasProof() ? madeOf(draft, [...events]) : undefined));
  await answer(db, { input: { ...input, emit }, draft, model });
  return madeOf(draft, events);
}

async function answer(
  db: Database,
  context: { input: MakeInput; draft: AnswerDraft; model: AnswerModel },
): Promise<void> {
  const { input, draft, model } = context;
  const { access, question, topK, filters, today, signal, sourceIds } = input;
  const settings = env();

  const [firstPart = question, ...otherParts] = splitQuestion(question);
  const look = (part: string) =>
    findPassages(db, { access, sourceIds, question: part, topK, filters, today, signal });
  const looks = await draft.timed("retrieve", () =>
    withSpan("retrieve", { parts: otherParts.length + 1 }, async () => {
      const founds: [FoundPassages, ...FoundPassages[]] = [await look(firstPart)];
      for (const part of otherParts) founds.push(await look(part));
      return founds;
    }),
  );
  const found = mergeFound(looks);
  const readable = found.passages.filter((passage) => passage.use === "read");
  const fitted = fitPassages({
    passages: readable.map((passage) => ({
      ...passage,
      ...passage.result,
      ...passage.label,
      text: passage.readText,
    })),
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

  const asked = await draft.timed("decide", () =>
    withSpan("decide", { passages: reading.length }, () =>
      decideParts(db, {
        questions: [firstPart, ...otherParts],
        looks,
        reading,
        least: settings.ASK_MIN_CONFIDENCE,
      }),
    ),
  );
  signal.throwIfAborted();
  const answerable = asked.filter((part) => part.answerable);
  draft.decided(leastSure(answerable.length > 0 ? answerable : asked));
  if (answerable.length === 0) return draft.refuseNotFound(searched);

  const shown = new Set(answerable.flatMap(({ markers }) => markers));
  for (const [index, passage] of reading.entries())
    if (passage.doubtful && !shown.has(index + 1)) passage.use = "guarded";
  // The model of ours chooses by the same ranking; another may cite whatever stands in front of it.
  const evidence =
    model.kind === "generative"
      ? await draft.timed("decide", async () =>
          evidenceForQuestion({ parts: answerable, embeddingModel: await searchModel(db) }),
        )
      : undefined;
  const citable = reading.flatMap(({ result, readText, label, flags, use }, index) =>
    use === "read"
      ? [
          {
            marker: index + 1,
            result,
            evidence: { text: evidence ? (evidence.get(result) ?? "") : readText, context: label.context },
            flags,
          },
        ]
      : [],
  );
  const written = emptyAnswer(citable, question);
  draft.write(written);
  await draft.timed("generate", () =>
    withSpan("generate", { "gen_ai.request.model": model.id, prompt_version: promptVersion }, () =>
      writeAnswer(
        {
          question,
          parts: answerable,
          model,
          passages: citable,
          modelPassages: reading.map(toModelPassage).filter((_, index) => reading[index]?.use === "read"),
          today,
          unsupported: settings.ASK_UNSUPPORTED,
          signal,
          emit: input.emit,
        },
        written,
      ),
    ),
  );
  if (written.cut) draft.warn("The model's answer was cut at its longest allowed length.");
  if (!draft.hasProof()) return draft.refuseNotFound(searched);
  for (const warning of warningsOf(written.book.citations)) draft.warn(warning);
  for (const part of asked) {
    if (!part.answerable) noteUnanswered(part.question, { written, emit: input.emit });
  }
  await mentionOthers({
    question,
    found,
    written,
    embeddingModel: await searchModel(db),
    emit: input.emit,
  });
}

interface AskedPart {
  question: string;
  /** Markers of the passages that were found for this part and are read. */
  markers: number[];
  /** The same passages. */
  passages: FoundPassage[];
  decision: AnswerableEstimate;
  answerable: boolean;
}

/** Whether each part of the question can be answered, by the passages that were found for it. */
async function decideParts(
  db: Database,
  input: {
    questions: string[];
    looks: FoundPassages[];
    reading: FoundPassage[];
    least: number | undefined;
  },
): Promise<AskedPart[]> {
  const { questions, looks, reading, least } = input;
  const embeddingModel = await searchModel(db);
  const markers = new Map(reading.map(({ result }, index) => [result.chunk_id, index + 1]));
  const parts: AskedPart[] = [];
  for (const [index, question] of questions.entries()) {
    const look = looks[index];
    const all = look?.passages.filter(({ result }) => markers.has(result.chunk_id)) ?? [];
    const estimate = (passages: FoundPassage[]) =>
      estimateAnswerable({
        question,
        passages: passages.map(({ result, label, readText }) => ({ ...result, ...label, text: readText })),
        embeddingModel,
        ranker: look?.found.ranker ?? "",
      });
    let own = all.filter(({ doubtful }) => !doubtful);
    let decision = await estimate(own);
    if (own.length < all.length && !(own.length > 0 && isAnswerable(decision, least))) {
      own = all;
      decision = await estimate(own);
    }
    parts.push({
      question,
      passages: own,
      markers: own.map(({ result }) => markers.get(result.chunk_id) ?? 0),
      decision,
      answerable: own.length > 0 && isAnswerable(decision, least),
    });
  }
  return parts;
}

/** What a reader should know of the documents that prove the answer. */
function warningsOf(citations: Citation[]): string[] {
  const flagged = (flag: CitationFlag) => citations.some(({ flags }) => flags.includes(flag));
  return [
    ...(flagged("contains_instructions")
      ? [
          "A cited document holds instructions to machines. Check what it says elsewhere before relying on it.",
        ]
      : []),
    ...(flagged("untrusted_source")
      ? ["A cited document is from a source that isn't marked as trusted."]
      : []),
  ];
}

/** An answer is as sure as its least sure part. */
function leastSure(parts: AskedPart[]): AnswerableEstimate {
  const [first, ...others] = parts.map(({ decision }) => decision);
  if (!first) throw new Error("a question has at least one part");
  return others.reduce(
    (least, next) => ((next.probability ?? 0) < (least.probability ?? 0) ? next : least),
    first,
  );
}

/** Says in the product's own words which part of the question the documents don't answer. */
function noteUnanswered(
  question: string,
  { written, emit }: { written: WrittenAnswer; emit: MakeInput["emit"] },
): void {
  const sentence: Sentence = {
    index: written.sentences.length,
    text: `Not in your documents: ${question}`,
    markers: [],
    status: "note",
    before: "\n\n",
  };
  written.sentences.push(sentence);
  emit({ type: "sentence-added", sentence });
}

/** The setting decides where it is given and there is a probability; 0 lets every question through. */
function isAnswerable(decision: AnswerableEstimate, least: number | undefined): boolean {
  if (least === undefined) return decision.answerable;
  return least === 0 || (decision.probability === null ? decision.answerable : decision.probability >= least);
}

function toModelPassage({ result, label, readText }: FoundPassage, index: number): ModelPassage {
  return {
    marker: index + 1,
    chunkId: result.chunk_id,
    documentId: result.document_id,
    ...label,
    text: readText,
    start: result.start,
    effectiveDate: result.effective_date,
    score: result.score,
  };
}

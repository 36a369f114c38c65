// An answer while it is made: what is known so far, and how it reads at the end. It is nobody's yet: whoever asked
// gets a copy with their own ids (`made-answer.ts`).
import type { AnswerableEstimate } from "./answerable/estimate-answerable";
import { type FoundPassages, toConsidered } from "./find-passages";
import type { Answer, AnswerTrace, AskEvent, ConsideredPassage, Sentence } from "./schema";
import type { WrittenAnswer } from "./write-answer";

type Step = "policy" | "retrieve" | "decide" | "generate";

/** Passages offered with a refusal. */
const nearestAtMost = 5;

export interface DraftInput {
  question: string;
  model: string;
  promptVersion: string;
  emit: (event: AskEvent) => void;
}

export class AnswerDraft {
  private readonly startedAt = performance.now();
  private readonly createdAt = new Date().toISOString();
  private readonly ms: Record<Step, number> = { policy: 0, retrieve: 0, decide: 0, generate: 0 };
  private readonly warnings: string[] = [];
  private refusal: Answer["reason"] = null;
  private notes: Sentence[] = [];
  private found: FoundPassages | undefined;
  private decision: AnswerableEstimate | undefined;
  private written: WrittenAnswer | undefined;
  private totalMs: number | undefined;

  constructor(readonly input: DraftInput) {}

  /** Runs one step and adds its time. */
  timed<T>(step: Step, work: () => T): T {
    const startedAt = performance.now();
    const add = () => {
      this.ms[step] += performance.now() - startedAt;
    };
    const result = work();
    if (result instanceof Promise) return result.finally(add) as T;
    add();
    return result;
  }

  looked(found: FoundPassages): void {
    this.found = found;
  }

  decided(decision: AnswerableEstimate): void {
    this.decision = decision;
    if (decision.fittedFor === null)
      this.warn("The confidence threshold is not fitted for this embedding model and ranker.");
  }

  write(written: WrittenAnswer): void {
    this.written = written;
  }

  warn(warning: string): void {
    this.warnings.push(warning);
  }

  /** Whether at least one sentence stands proved. */
  hasProof(): boolean {
    return this.written?.sentences.some((sentence) => sentence.status === "proved") ?? false;
  }

  /** Ends as a refusal in the product's own words. */
  refuse(reason: NonNullable<Answer["reason"]>, say: string): void {
    this.refusal = reason;
    const note: Sentence = { index: 0, text: say, markers: [], status: "note", before: "" };
    this.notes = [note];
    this.input.emit({ type: "sentence-added", sentence: note });
  }

  refuseNotFound(searched: { documents: number; sources: number }): void {
    const where =
      searched.documents === 0
        ? "There are no documents to search yet."
        : `I looked through ${counted(searched.documents, "document")} in ${counted(searched.sources, "source")}.`;
    this.refuse("not_found", `Your documents don't answer this. ${where}`);
  }

  toAnswer(): Answer {
    const { input, written } = this;
    const sentences = this.refusal ? this.notes : (written?.sentences ?? []);
    const citations = this.refusal ? [] : (written?.book.citations ?? []);
    this.totalMs ??= performance.now() - this.startedAt;
    return {
      id: "",
      question: input.question,
      searched_for: input.question,
      answer: textOf(sentences),
      sentences,
      refused: this.refusal !== null,
      reason: this.refusal,
      confidence: this.decision?.probability ?? null,
      support: this.support(sentences),
      citations,
      chunk_ids: this.considered()
        .filter((passage) => passage.use === "read" || passage.use === "cited")
        .map((passage) => passage.chunk_id),
      nearest: this.refusal === "not_found" ? this.considered().slice(0, nearestAtMost) : [],
      conversation_id: null,
      model: input.model,
      prompt_version: input.promptVersion,
      usage: { input_tokens: written?.inputTokens ?? 0, output_tokens: written?.outputTokens ?? 0 },
      latency_ms: this.latency(),
      warnings: this.warnings,
      request_id: "",
      trace_id: "",
      created_at: this.createdAt,
    };
  }

  toTrace(): AnswerTrace {
    const { decision, found } = this;
    return {
      answer_id: "",
      considered: this.considered(),
      dropped_sentences: this.written?.dropped ?? [],
      decision: {
        answerable: decision?.probability ?? null,
        threshold: decision?.threshold ?? null,
        fitted_for: decision?.fittedFor ?? null,
        features: decision?.features ?? {},
      },
      embedding_model: found?.found.embeddingModel ?? "",
      ranker: found?.found.ranker ?? "",
      retrieval_ms: rounded({ ...found?.found.timings }),
    };
  }

  /** Every document that the answer or its trace shows text of, with its source. */
  documents(): { id: string; sourceId: string }[] {
    const sources = new Map(this.found?.passages.map(({ result }) => [result.document_id, result.source_id]));
    return [...sources].map(([id, sourceId]) => ({ id, sourceId }));
  }

  /** Source of a cited document, which the API's citation doesn't carry. */
  sourceIdOf(chunkId: string): string {
    return this.found?.passages.find(({ result }) => result.chunk_id === chunkId)?.result.source_id ?? "";
  }

  private considered(): ConsideredPassage[] {
    const cited = new Set(this.refusal ? [] : this.written?.book.citations.map((item) => item.chunk_id));
    return toConsidered(this.found?.passages ?? []).map((passage) =>
      cited.has(passage.chunk_id) && passage.use === "read" ? { ...passage, use: "cited" } : passage,
    );
  }

  private support(sentences: Sentence[]): Answer["support"] {
    if (this.refusal) return "not-in-documents";
    // A note without a citation says which part of the question isn't answered.
    const open = ({ status, markers }: Sentence) => status === "note" && markers.length === 0;
    return sentences.some((sentence) => sentence.status === "unsupported" || open(sentence))
      ? "partly-proved"
      : "every-sentence-proved";
  }

  private latency(): Answer["latency_ms"] {
    const check = this.written?.checkMs ?? 0;
    const first = this.written?.firstSentenceAt;
    return {
      ...rounded({
        policy: this.ms.policy,
        retrieve: this.ms.retrieve,
        decide: this.ms.decide,
        generate: Math.max(0, this.ms.generate - check),
        check,
        total: this.totalMs ?? performance.now() - this.startedAt,
      }),
      first_sentence: first ? Math.round((first - this.startedAt) * 100) / 100 : null,
    };
  }
}

function textOf(sentences: Sentence[]): string {
  return sentences
    .map(({ before, text, markers }) => {
      const marks = markers.map((marker) => `[${marker}]`).join("");
      return `${before}${text}${marks ? ` ${marks}` : ""}`;
    })
    .join("");
}

function rounded<Times extends Record<string, number>>(times: Times): Times {
  return Object.fromEntries(
    Object.entries(times).map(([name, ms]) => [name, Math.round(ms * 100) / 100]),
  ) as Times;
}

function counted(number: number, noun: string): string {
  return `${new Intl.NumberFormat("en").format(number)} ${noun}${number === 1 ? "" : "s"}`;
}

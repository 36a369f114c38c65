// The model's part: stream, cut into sentences, check each, release what holds.

import { AppError } from "@/lib/errors/app-error";
import type { AnswerModel } from "@/lib/models/language-model";
import type { ModelPassage } from "@/lib/models/schema";
import { type ModelTextEvent, streamModelText } from "@/lib/models/stream-model-text";
import { type CheckedSentence, type CitablePassage, CitationBook } from "./citations";
import { echoesPrompt, instructions, notInDocuments, renderPrompt } from "./prompts/answer-v1";
import type { AskEvent, Sentence } from "./schema";
import { type RawSentence, SentenceStream } from "./sentence-stream";

export interface WrittenAnswer {
  sentences: Sentence[];
  book: CitationBook;
  dropped: { text: string; reason: string }[];
  inputTokens: number | null;
  outputTokens: number | null;
  /** The answer was longer than allowed. */
  cut: boolean;
  checkMs: number;
  firstSentenceAt: number | null;
}

export interface WriteInput {
  question: string;
  /** The question's parts that can be answered, each with the markers of its own passages. */
  parts: { question: string; markers: number[] }[];
  model: AnswerModel;
  passages: CitablePassage[];
  modelPassages: ModelPassage[];
  today: string;
  unsupported: "mark" | "drop";
  signal: AbortSignal;
  emit: (event: AskEvent) => void;
}

/** Nothing the model wrote cited a passage, or it said the prompt back. */
class Nonsense extends Error {}

/**
 * Writes into `written`, so that a caller keeps what was proved when this throws. Throws the errors of
 * `streamModelText`; nonsense gets a second try and then is `model_bad_output`.
 */
export async function writeAnswer(input: WriteInput, written: WrittenAnswer): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await new Writer(input, written).run();
    } catch (error) {
      if (!(error instanceof Nonsense)) throw error;
      if (attempt === 2 || input.model.kind === "extractive" || written.sentences.length > 0)
        throw new AppError("model_bad_output", { internal: error.message, cause: error });
      written.dropped.length = 0;
    }
  }
}

/** An empty answer to write into. */
export function emptyAnswer(passages: CitablePassage[], question: string): WrittenAnswer {
  return {
    sentences: [],
    book: new CitationBook(passages, question),
    dropped: [],
    inputTokens: null,
    outputTokens: null,
    cut: false,
    checkMs: 0,
    firstSentenceAt: null,
  };
}

class Writer {
  private stream: SentenceStream;
  /** Sentences of a paragraph that wait for the marker of the next one. */
  private waiting: RawSentence[] = [];
  /** Unproved sentences are shown only beside a proved one. */
  private held: Sentence[] = [];
  private cited = false;
  private declined = false;
  private wrote = false;

  constructor(
    private readonly input: WriteInput,
    private readonly written: WrittenAnswer,
  ) {
    this.stream = this.newStream();
  }

  async run(): Promise<void> {
    const { input, written } = this;
    const call = streamModelText({
      model: input.model,
      instructions,
      prompt: renderPrompt({
        question: input.question,
        passages: input.model.kind === "extractive" ? [] : input.modelPassages,
        today: input.today,
      }),
      ...(input.model.kind === "extractive" && {
        providerOptions: { groundwork: { questions: input.parts, passages: input.modelPassages } },
      }),
      signal: input.signal,
      mayRetry: () => written.sentences.length === 0,
    });
    for await (const event of call) this.take(event);
    for (const sentence of this.stream.end()) this.add(sentence);
    this.settleWaiting();
    if (this.wrote && !this.cited && !this.declined)
      throw new Nonsense("the model cited none of the passages that it was given");
  }

  private take(event: ModelTextEvent): void {
    if (event.type === "restarted") {
      this.stream = this.newStream();
      this.waiting = [];
      this.held = [];
      this.written.dropped.length = 0;
      return;
    }
    if (event.type === "finished") {
      this.written.inputTokens = event.inputTokens;
      this.written.outputTokens = event.outputTokens;
      this.written.cut = event.cut;
      return;
    }
    this.wrote ||= event.text.trim() !== "";
    for (const sentence of this.stream.push(event.text)) this.add(sentence);
  }

  private newStream(): SentenceStream {
    return new SentenceStream({ everyMarkerEnds: this.input.model.kind === "extractive" });
  }

  private add(sentence: RawSentence): void {
    if (echoesPrompt(sentence.text)) {
      // Whoever can make a model do this must not be able to take an answer away that is proved already.
      if (this.written.sentences.length === 0) throw new Nonsense("the model said its prompt back");
      this.written.dropped.push(withheld);
      return;
    }
    if (declines(sentence)) {
      this.declined = true;
      return;
    }
    if (sentence.markers.length === 0 && !sentence.endsParagraph) {
      this.waiting.push(sentence);
      return;
    }
    // "It is 27 days. It was 25 before. [1]": the marker at the end stands for both.
    for (const earlier of this.waiting) this.judge({ ...earlier, markers: sentence.markers });
    this.waiting = [];
    this.judge(sentence);
  }

  private settleWaiting(): void {
    for (const sentence of this.waiting) this.judge(sentence);
    this.waiting = [];
  }

  private judge(sentence: RawSentence): void {
    const { written } = this;
    const startedAt = performance.now();
    const checked = written.book.check(sentence);
    written.checkMs += performance.now() - startedAt;
    if (checked.status === "proved") {
      this.cited = true;
      this.release(sentence, checked);
      return;
    }
    this.cited ||= sentence.markers.some((marker) =>
      this.input.passages.some((passage) => passage.marker === marker),
    );
    // What no passage comes near to is not the model's reading of them: it may be anything that it was told to say.
    written.dropped.push(checked.near ? { text: checked.text, reason: checked.reason } : withheld);
    if (this.input.unsupported === "drop" || !checked.near) return;
    const shown = {
      index: 0,
      text: checked.text,
      markers: [],
      status: "unsupported",
      before: sentence.before,
    } as const;
    if (written.sentences.length > 0) this.show({ ...shown, markers: [] });
    else this.held.push({ ...shown, markers: [] });
  }

  private release(sentence: RawSentence, checked: CheckedSentence & { status: "proved" }): void {
    for (const held of this.held) this.show(held);
    this.held = [];
    this.written.firstSentenceAt ??= performance.now();
    for (const citation of checked.added) this.input.emit({ type: "citation-added", citation });
    this.show({
      index: 0,
      text: checked.text,
      markers: checked.markers,
      status: "proved",
      before: sentence.before,
    });
  }

  private show(sentence: Sentence): void {
    const { sentences } = this.written;
    // What came first may have been dropped: then this one begins the text.
    const before = sentences.length > 0 ? sentence.before || " " : sentence.before.trim() === "-" ? "- " : "";
    const placed = { ...sentence, index: sentences.length, before };
    sentences.push(placed);
    this.input.emit({ type: "sentence-added", sentence: placed });
  }
}

const withheld = { text: "", reason: "It says something that no passage says; its text is not kept." };

/** The model says, in the agreed word or its own words, that the passages don't answer. */
function declines({ text, markers }: RawSentence): boolean {
  if (text.includes(notInDocuments)) return true;
  return (
    markers.length === 0 &&
    /\b(?:passages?|documents?|context|sources?)\b[^.]{0,40}\b(?:do(?:es)? ?n[o']t|did not|cannot|no)\b[^.]{0,40}\b(?:say|tell|answer|mention|contain|provide|include|information|specify)\b/i.test(
      text,
    )
  );
}

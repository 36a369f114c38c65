// Answers a question from documents and proves each sentence. The flow:
// policy → question that stands alone → passages (search, in force, guarded) → answerable? → budget → prompt →
// model stream → sentence by sentence: quote found, support checked, released → saved.
// One producer writes events to a log; the JSON answer and server-sent events are two ways to read it.
import type { Access } from "@/db/access";
import type { Database } from "@/db/client";
import { newId } from "@/lib/text/new-id";
import { AnswerLog } from "./answer-log";
import { produceAnswer } from "./produce-answer";
import type { Answer, AskEvent, AskRequest } from "./schema";

export interface AskInput {
  access: Access;
  request: AskRequest;
  requestId: string;
  traceId: string;
  /** Aborted when the caller leaves: the work stops. */
  signal: AbortSignal;
  /** Whether the answer is stored, with its gap and in its conversation. True unless said otherwise. */
  keep?: boolean;
  /** The day on which documents are in force, `YYYY-MM-DD`; today unless said otherwise. */
  today?: string;
}

export interface AnswerRun {
  answerId: string;
  /** All events from the first on, to any number of readers. Throws at its end what ended the answer. */
  events(): AsyncGenerator<AskEvent>;
  /** The complete answer; rejects with the error that ended it. */
  completed: Promise<Answer>;
  stop(): void;
}

/** Starts to answer and returns at once. An error ends `events` and `completed` alike. */
export function startAnswer(db: Database, input: AskInput): AnswerRun {
  const answerId = newId("ans");
  const log = new AnswerLog();
  const controller = new AbortController();
  const signal = AbortSignal.any([input.signal, controller.signal]);
  const completed = produceAnswer(db, {
    ...input,
    answerId,
    signal,
    emit: (event) => log.append(event),
  }).then(
    (answer) => {
      log.close();
      return answer;
    },
    (error) => {
      log.close(error);
      throw error;
    },
  );
  // Whoever reads events alone doesn't wait for `completed`: its failure is thrown to them there.
  completed.catch(() => {});
  return { answerId, events: () => log.read(), completed, stop: () => controller.abort() };
}

/** The answer to `request` as one object. Throws `AppError`, or the signal's reason. */
export function answerQuestion(db: Database, input: AskInput): Promise<Answer> {
  return startAnswer(db, input).completed;
}

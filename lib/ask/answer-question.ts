// Answers a question from documents and proves each sentence. The flow:
// policy → question that stands alone → passages (search, in force, guarded) → answerable? → budget → prompt →
// model stream → sentence by sentence: quote found, support checked, released → saved.
// One producer writes events to a log; the JSON answer and server-sent events are two ways to read it.
import { database } from "@/db/client";
import { newId } from "@/lib/text/new-id";
import { AnswerLog } from "./answer-log";
import type { AskInput } from "./ask-input";
import { openConversation } from "./open-conversation";
import { produceAnswer } from "./produce-answer";
import type { Answer, AskEvent } from "./schema";

export interface AnswerRun {
  answerId: string;
  /** All events from the first on, to any number of readers. Throws at its end what ended the answer. */
  events(): AsyncGenerator<AskEvent>;
  /** The complete answer; rejects with the error that ended it. */
  completed: Promise<Answer>;
  stop(): void;
}

/**
 * Starts to answer and returns while it is being made. An error ends `events` and `completed` alike; a
 * conversation that isn't the caller's is thrown (`not_found`) before anything starts.
 */
export async function startAnswer(input: AskInput): Promise<AnswerRun> {
  const db = await database();
  const conversation = await openConversation(db, input);
  const answerId = newId("ans");
  const log = new AnswerLog();
  const controller = new AbortController();
  const signal = AbortSignal.any([input.signal, controller.signal]);
  const completed = produceAnswer(db, {
    ...input,
    answerId,
    conversation,
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
export async function answerQuestion(input: AskInput): Promise<Answer> {
  return (await startAnswer(input)).completed;
}

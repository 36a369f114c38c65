// Answers a question from documents and proves each sentence. The flow:
// policy → question that stands alone → cache, or a twin that is being made → passages (search, in force, guarded) → answerable? → budget → prompt →
// model stream → sentence by sentence: quote found, support checked, released → saved.
// One producer writes events to a log; the JSON answer, server-sent events, a reader that comes back and another
// replica are ways to read it.
import { database } from "@/db/client";
import { env } from "@/lib/env/env";
import { enterWork } from "@/lib/limits/admission";
import { newId } from "@/lib/text/new-id";
import type { ReadOptions } from "./answer-log";
import type { AskInput } from "./ask-input";
import { deliverAnswer } from "./deliver-answer";
import { LiveAnswer } from "./live-answer";
import { addLiveAnswer, retireLiveAnswer } from "./live-answers";
import { openConversation } from "./open-conversation";
import type { Answer, AskEvent } from "./schema";
import { isReadElsewhere, shareAnswer } from "./shared-answers";

export interface AnswerRun {
  answerId: string;
  /**
   * All events from the first on, to any number of readers. Throws at its end what ended the answer. The work goes
   * on for `ANSWER_GRACE_SECONDS` after the last reader left.
   */
  events(options?: ReadOptions): AsyncGenerator<AskEvent>;
  /** The complete answer; rejects with the error that ended it. Waiting for it is no reading. */
  completed: Promise<Answer>;
  stop(): void;
}

/**
 * Starts to answer and returns while it is being made. An error ends `events` and `completed` alike; a
 * conversation that isn't the caller's is thrown (`not_found`) before anything starts, and so is `overloaded`.
 */
export async function startAnswer(input: AskInput): Promise<AnswerRun> {
  const leaveWork = enterWork("ask");
  try {
    return await begin(input, leaveWork);
  } catch (error) {
    leaveWork();
    throw error;
  }
}

async function begin(input: AskInput, leaveWork: () => void): Promise<AnswerRun> {
  const db = await database();
  const conversation = await openConversation(db, input);
  const answerId = newId("ans");
  const live = new LiveAnswer({
    id: answerId,
    owner: input.access.userId,
    graceMs: env().ANSWER_GRACE_SECONDS * 1000,
    readElsewhere: () => isReadElsewhere(answerId),
  });
  addLiveAnswer(live);
  const completed = deliverAnswer(db, {
    ...input,
    answerId,
    conversation,
    signal: input.signal ? AbortSignal.any([input.signal, live.signal]) : live.signal,
    emit: (event) => live.log.append(event),
  })
    .then(
      (answer) => {
        live.close();
        return answer;
      },
      (error) => {
        live.close(error);
        throw error;
      },
    )
    .finally(() => {
      leaveWork();
      retireLiveAnswer(live);
    });
  // Whoever reads events alone doesn't wait for `completed`: its failure is thrown to them there.
  completed.catch(() => {});
  void shareAnswer(live);
  return { answerId, events: (options) => live.read(options), completed, stop: () => live.stop() };
}

/** The answer to `request` as one object. Throws `AppError`, or the signal's reason. */
export async function answerQuestion(input: AskInput): Promise<Answer> {
  return (await startAnswer(input)).completed;
}

/** The answer as one object for a reader that may leave before: then it rejects with `client_closed`. */
export async function readAnswer(run: AnswerRun, signal: AbortSignal): Promise<Answer> {
  for await (const event of run.events({ signal })) {
    if (event.type === "answer-completed") return event.answer;
  }
  signal.throwIfAborted();
  return run.completed;
}

// Answers a question from documents and proves each sentence. The flow:
// policy → question that stands alone → cache, or a twin that is being made → passages (search, in force, guarded) → answerable? → budget → prompt →
// model stream → sentence by sentence: quote found, support checked, released → saved.
// One producer writes events to a log; the JSON answer, server-sent events, a reader that comes back and another
// replica are ways to read it.
import { type Database, database } from "@/db/client";
import { env } from "@/lib/env/env";
import { logger } from "@/lib/telemetry/logger";
import { newId } from "@/lib/text/new-id";
import type { ReadOptions } from "./answer-log";
import type { AskInput } from "./ask-input";
import { deliverAnswer } from "./deliver-answer";
import { holdQuota, type TokensUsed } from "./hold-quota";
import { LiveAnswer } from "./live-answer";
import { addLiveAnswer, retireLiveAnswer } from "./live-answers";
import { openConversation } from "./open-conversation";
import { requireRoomToAnswer } from "./require-room";
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
 * conversation that isn't the caller's is thrown (`not_found`) before anything starts, and so are `overloaded` and
 * `quota_exceeded`.
 */
export async function startAnswer(input: AskInput): Promise<AnswerRun> {
  const db = await database();
  if (input.keep !== false) await requireRoomToAnswer(db, input);
  const quota = await holdQuota(input);
  try {
    return await begin(db, { input, quota });
  } catch (error) {
    await quota?.settle(nothingSpent);
    throw error;
  }
}

const nothingSpent = { inputTokens: 0, outputTokens: 0 };

async function begin(
  db: Database,
  { input, quota }: { input: AskInput; quota: Awaited<ReturnType<typeof holdQuota>> },
): Promise<AnswerRun> {
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
        const tokens = {
          inputTokens: answer.usage.input_tokens,
          outputTokens: answer.usage.output_tokens,
        };
        settle(quota, tokens);
        return answer;
      },
      (error) => {
        live.close(error);
        // How much a model had read and written by then is not known: what was held counts once it had begun.
        const begun = live.log.since(0).some(({ type }) => type === "passages-found");
        settle(quota, { ...nothingSpent, inputTokens: begun ? (quota?.tokens ?? 0) : 0 });
        throw error;
      },
    )
    .finally(() => retireLiveAnswer(live));
  // Whoever reads events alone doesn't wait for `completed`: its failure is thrown to them there.
  completed.catch(() => {});
  void shareAnswer(live);
  return { answerId, events: (options) => live.read(options), completed, stop: () => live.stop() };
}

function settle(quota: Awaited<ReturnType<typeof holdQuota>>, spent: TokensUsed): void {
  quota?.settle(spent).catch((error: unknown) => logger().error({ err: error }, "usage was not counted"));
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

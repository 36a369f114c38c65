import { readEvents } from "@/components/api/read-events";
import { ProblemError, request } from "@/components/api/request";
import type { AskEvent } from "@/lib/ask/schema";

/** Milliseconds to wait before each try to come back to a stream that was cut. */
const retryAfterMs = [300, 1000, 3000, 6000];

/**
 * The events of an answer to their end. A connection that breaks off is taken up again where it was. Throws
 * `ProblemError`, or an abort as it came; returns early when the answer can't be found again.
 */
export async function* answerStream(
  open: () => Promise<Response>,
  signal: AbortSignal,
  answerId?: string,
): AsyncGenerator<AskEvent> {
  let id = answerId;
  let seen = 0;
  let opening = open;
  for (let attempt = 0; ; attempt++) {
    try {
      for await (const event of readEvents<AskEvent>(await opening())) {
        seen += 1;
        attempt = 0;
        if (event.type === "answer-started") id = event.answer_id;
        yield event;
        if (event.type === "answer-completed" || event.type === "answer-failed") return;
      }
    } catch (error) {
      // What the server says of the request stands; a lost connection may come back.
      const isAnswer = error instanceof ProblemError && error.problem.status !== 0;
      if (signal.aborted || id === undefined || (isAnswer && error.problem.status < 500)) throw error;
      if (attempt >= retryAfterMs.length) throw error;
    }
    if (id === undefined || attempt >= retryAfterMs.length) return;
    await wait(retryAfterMs[attempt] ?? 0, signal);
    const path = `/api/answers/${encodeURIComponent(id)}/events?after=${seen}`;
    opening = () => request(path, { accept: "text/event-stream", signal });
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}

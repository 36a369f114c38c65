import type { AskEvent } from "@/lib/ask/schema";
import { toProblem } from "@/lib/http/problem";
import { sseResponse } from "@/lib/http/sse";

interface EventsOptions {
  requestId: string;
  /** Number of the last event that the reader has. */
  after?: number;
  onClose?: () => void;
}

/** An answer's events as server-sent events; what ends it early is the last of them. */
export function eventsResponse(
  open: (signal: AbortSignal) => AsyncGenerator<AskEvent>,
  { requestId, ...options }: EventsOptions,
): Response {
  return sseResponse((signal) => withFailure(open(signal), requestId), options);
}

async function* withFailure(events: AsyncGenerator<AskEvent>, requestId: string): AsyncGenerator<AskEvent> {
  try {
    yield* events;
  } catch (error) {
    yield { type: "answer-failed", problem: toProblem(error, { instance: "/api/ask", requestId }) };
  }
}

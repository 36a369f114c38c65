import { startAnswer } from "@/lib/ask/answer-question";
import { type AskEvent, askRequestSchema } from "@/lib/ask/schema";
import { toProblem } from "@/lib/http/problem";
import { sseResponse, wantsEvents } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** An answer, each sentence with the passage that proves it: as one object or as events. */
export const POST = withApi({
  endpoint: "/api/ask",
  body: askRequestSchema,
  handler: async ({ access, body, context, request, signal }) => {
    const { requestId, traceId } = context;
    const run = await startAnswer({ access, request: body, requestId, traceId, signal });
    if (!(body.stream ?? wantsEvents(request))) return run.completed;
    return sseResponse(eventsOf(run.events(), requestId), { onClose: run.stop });
  },
});

/** The answer's events; what ends it early is the last of them. */
async function* eventsOf(events: AsyncGenerator<AskEvent>, requestId: string): AsyncGenerator<AskEvent> {
  try {
    yield* events;
  } catch (error) {
    yield { type: "answer-failed", problem: toProblem(error, { instance: "/api/ask", requestId }) };
  }
}

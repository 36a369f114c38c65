import { eventsResponse } from "@/app/api/answers/events-response";
import { readAnswer, startAnswer } from "@/lib/ask/answer-question";
import { askRequestSchema } from "@/lib/ask/schema";
import { wantsEvents } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** An answer, each sentence with the passage that proves it: as one object or as events. */
export const POST = withApi({
  endpoint: "/api/ask",
  auth: { scope: "ask" },
  body: askRequestSchema,
  handler: async ({ access, body, context, request, signal }) => {
    const { requestId, traceId } = context;
    const run = await startAnswer({ access, request: body, requestId, traceId });
    if (!(body.stream ?? wantsEvents(request))) return readAnswer(run, signal);
    return eventsResponse((reading) => run.events({ signal: reading }), { requestId });
  },
});

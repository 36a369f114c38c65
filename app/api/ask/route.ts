import { eventsResponse } from "@/app/api/answers/events-response";
import { readAnswer, startAnswer } from "@/lib/ask/answer-question";
import { refuseEarly } from "@/lib/ask/require-room";
import { askRequestSchema } from "@/lib/ask/schema";
import { wantsEvents } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";
import { openStream } from "@/lib/limits/open-streams";
import { payersOf, subjectOf } from "@/lib/limits/subject-of";

export const dynamic = "force-dynamic";

/** An answer, each sentence with the passage that proves it: as one object or as events. */
export const POST = withApi({
  endpoint: "/api/ask",
  auth: { scope: "ask" },
  limit: "ask",
  readsState: true,
  body: askRequestSchema,
  refuseEarly,
  handler: async ({ principal, origin, access, readableNow, body, context, request, signal }) => {
    const { requestId, traceId } = context;
    const isStream = body.stream ?? wantsEvents(request);
    const asking = { principal, address: origin.address };
    const release = isStream ? openStream(subjectOf(asking)) : () => {};
    try {
      const run = await startAnswer({
        access,
        readableNow,
        request: body,
        requestId,
        traceId,
        payers: payersOf(asking),
      });
      if (!isStream) return await readAnswer(run, signal);
      return eventsResponse((reading) => run.events({ signal: reading }), { requestId, onClose: release });
    } catch (error) {
      release();
      throw error;
    }
  },
});

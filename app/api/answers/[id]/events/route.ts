import { followAnswer } from "@/lib/ask/follow-answer";
import { lastEventId } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";
import { openStream } from "@/lib/limits/open-streams";
import { subjectOf } from "@/lib/limits/subject-of";
import { eventsResponse } from "../../events-response";

export const dynamic = "force-dynamic";

/** The events of an answer after `Last-Event-ID`, while it is made and after; 204 when there are no more. */
export const GET = withApi({
  endpoint: "/api/answers/{id}/events",
  auth: { scope: "ask" },
  handler: async ({ principal, origin, access, params, request, context }) => {
    const after = lastEventId(request);
    const release = openStream(subjectOf({ principal, address: origin.address }));
    const leaving = new AbortController();
    try {
      const events = await followAnswer({ access, id: params.id ?? "", after, signal: leaving.signal });
      if (!events) {
        release();
        return new Response(null, { status: 204 });
      }
      const onClose = () => {
        leaving.abort();
        release();
      };
      return eventsResponse(() => events, { requestId: context.requestId, after, onClose });
    } catch (error) {
      release();
      throw error;
    }
  },
});

import { getRun } from "@/lib/agent/runs/get-run";
import { lastEventId } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";
import { openStream } from "@/lib/limits/open-streams";
import { subjectOf } from "@/lib/limits/subject-of";
import { runEvents } from "../../run-response";

export const dynamic = "force-dynamic";

/** What changes of a run, until its end; `Last-Event-ID` or `?after=` goes on from there. */
export const GET = withApi({
  endpoint: "/api/agent/runs/{id}/events",
  auth: { scope: "agent" },
  handler: async ({ principal, access, params, origin, request }) => {
    const viewer = { principal, access };
    const { id } = await getRun(viewer, params.id ?? "");
    const onClose = openStream(subjectOf({ principal, address: origin.address }));
    return runEvents(viewer, id, { after: lastEventId(request), untilRest: false, onClose });
  },
});

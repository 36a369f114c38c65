import { followRun, getRun } from "@/lib/evals/runs";
import { sseResponse, wantsEvents } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";
import { openStream } from "@/lib/limits/open-streams";
import { subjectOf } from "@/lib/limits/subject-of";

export const dynamic = "force-dynamic";

/** A run as it stands, or with `Accept: text/event-stream` as it goes on. */
export const GET = withApi({
  endpoint: "/api/evals/runs/{id}",
  auth: { scope: "evals", role: "admin" },
  handler: async ({ principal, origin, params, request, signal }) => {
    const id = params.id ?? "";
    const run = await getRun({ id });
    if (!wantsEvents(request)) return run;
    return sseResponse((reading) => followRun({ id, signal: AbortSignal.any([signal, reading]) }), {
      onClose: openStream(subjectOf({ principal, address: origin.address })),
    });
  },
});

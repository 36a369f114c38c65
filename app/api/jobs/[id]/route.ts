import { sseResponse, wantsEvents } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";
import { followJob } from "@/lib/jobs/follow-job";
import { getJob } from "@/lib/jobs/get-job";
import { openStream } from "@/lib/limits/open-streams";
import { subjectOf } from "@/lib/limits/subject-of";

export const dynamic = "force-dynamic";

/** A job as it stands, or with `Accept: text/event-stream` as it goes on. */
export const GET = withApi({
  endpoint: "/api/jobs/{id}",
  auth: { scope: "ingest", role: "editor" },
  handler: async ({ principal, origin, access, params, request, signal }) => {
    const id = params.id ?? "";
    const job = await getJob({ access, id });
    if (!wantsEvents(request)) return job;
    return sseResponse((reading) => followJob({ access, id, signal: AbortSignal.any([signal, reading]) }), {
      onClose: openStream(subjectOf({ principal, address: origin.address })),
    });
  },
});

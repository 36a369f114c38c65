import { sseResponse, wantsEvents } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";
import { followJob } from "@/lib/jobs/follow-job";
import { getJob } from "@/lib/jobs/get-job";

export const dynamic = "force-dynamic";

/** A job as it stands, or with `Accept: text/event-stream` as it goes on. */
export const GET = withApi({
  endpoint: "/api/jobs/{id}",
  auth: { scope: "ingest", role: "editor" },
  handler: async ({ access, params, request, signal }) => {
    const id = params.id ?? "";
    const job = await getJob({ access, id });
    return wantsEvents(request)
      ? sseResponse((reading) => followJob({ access, id, signal: AbortSignal.any([signal, reading]) }))
      : job;
  },
});

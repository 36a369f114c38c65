import { startRun } from "@/lib/agent/runs/start-run";
import { agentRequestSchema } from "@/lib/agent/schema";
import { wantsEvents } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";
import { openStream } from "@/lib/limits/open-streams";
import { subjectOf } from "@/lib/limits/subject-of";
import { runEvents, runObject } from "./runs/run-response";

export const dynamic = "force-dynamic";

/** Work with the documents: as one object when it is done, asks or waits, or as events until then. */
export const POST = withApi({
  endpoint: "/api/agent",
  auth: { scope: "agent" },
  limit: "ask",
  body: agentRequestSchema,
  handler: async ({ principal, access, origin, body, request, signal }) => {
    const viewer = { principal, access };
    const isStream = body.stream ?? wantsEvents(request);
    const release = isStream ? openStream(subjectOf({ principal, address: origin.address })) : () => {};
    try {
      const id = await startRun({ principal, request: body.request });
      if (isStream) return runEvents(viewer, id, { after: 0, untilRest: true, onClose: release });
      return await runObject(viewer, id, { wait: body.wait, signal });
    } catch (error) {
      release();
      throw error;
    }
  },
});

import { replyToRun } from "@/lib/agent/runs/reply-to-run";
import { agentReplySchema } from "@/lib/agent/schema";
import { wantsEvents } from "@/lib/http/sse";
import { withApi } from "@/lib/http/with-api";
import { openStream } from "@/lib/limits/open-streams";
import { subjectOf } from "@/lib/limits/subject-of";
import { runEvents, runObject } from "../../run-response";

export const dynamic = "force-dynamic";

/** An answer to what a run asked; it goes on, and what comes is told as by `POST /api/agent`. */
export const POST = withApi({
  endpoint: "/api/agent/runs/{id}/reply",
  auth: { scope: "agent" },
  limit: "ask",
  body: agentReplySchema,
  handler: async ({ principal, access, params, origin, body, request, signal }) => {
    const viewer = { principal, access };
    const id = params.id ?? "";
    const isStream = body.stream ?? wantsEvents(request);
    const release = isStream ? openStream(subjectOf({ principal, address: origin.address })) : () => {};
    try {
      await replyToRun(viewer, { id, reply: body.reply });
      if (isStream) return runEvents(viewer, id, { after: 0, untilRest: true, onClose: release });
      return await runObject(viewer, id, { wait: body.wait, signal });
    } catch (error) {
      release();
      throw error;
    }
  },
});

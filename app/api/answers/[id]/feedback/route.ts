import { rateAnswer } from "@/lib/conversations/rate-answer";
import { feedbackRequestSchema } from "@/lib/conversations/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** Thumbs up or down; what was said last counts. */
export const PUT = withApi({
  endpoint: "/api/answers/{id}/feedback",
  auth: { scope: "ask" },
  body: feedbackRequestSchema,
  handler: async ({ access, params, body }) => {
    await rateAnswer({ access, answerId: params.id ?? "", feedback: body });
    return new Response(null, { status: 204 });
  },
});

import { stopAnswer } from "@/lib/ask/follow-answer";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** Ends the work on an answer at once; what was proved by then is kept. */
export const POST = withApi({
  endpoint: "/api/answers/{id}/stop",
  auth: { scope: "ask" },
  handler: async ({ access, params }) => {
    await stopAnswer({ access, id: params.id ?? "" });
    return new Response(null, { status: 204 });
  },
});

import { getAnswerTrace } from "@/lib/ask/get-answer";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** How an answer was found. */
export const GET = withApi({
  endpoint: "/api/answers/{id}/trace",
  auth: { scope: "ask" },
  handler: ({ access, params }) => getAnswerTrace({ access, id: params.id ?? "" }),
});

import { getAnswer } from "@/lib/ask/get-answer";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** An answer as it was given. */
export const GET = withApi({
  endpoint: "/api/answers/{id}",
  auth: { scope: "ask" },
  handler: ({ access, params }) => getAnswer({ access, id: params.id ?? "" }),
});

import { changeGap } from "@/lib/conversations/gaps";
import { gapPatchSchema } from "@/lib/conversations/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** Resolves, dismisses or reopens a gap. */
export const PATCH = withApi({
  endpoint: "/api/gaps/{id}",
  auth: { scope: "ask", role: "editor" },
  body: gapPatchSchema,
  handler: ({ access, params, body }) => changeGap({ access, id: params.id ?? "", state: body.state }),
});

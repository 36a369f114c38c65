import { changeGap } from "@/lib/conversations/gaps";
import { gapPatchSchema } from "@/lib/conversations/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** Resolves, dismisses or reopens a gap. */
export const PATCH = withApi({
  endpoint: "/api/gaps/{id}",
  body: gapPatchSchema,
  handler: ({ params, body }) => changeGap({ id: params.id ?? "", state: body.state }),
});

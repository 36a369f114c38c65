import { reviewCase } from "@/lib/evals/cases";
import { reviewRequestSchema } from "@/lib/evals/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** A word of the person who is signed in; a key can't review, since nobody would have looked. */
export const POST = withApi({
  endpoint: "/api/evals/cases/{id}/reviews",
  auth: { scope: "none", role: "admin" },
  body: reviewRequestSchema,
  handler: async ({ params, body, principal }) =>
    reviewCase({
      id: params.id ?? "",
      reviewer: { id: principal.userId ?? "local", name: principal.name },
      word: body,
    }),
});

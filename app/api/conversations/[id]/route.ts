import { deleteConversation, patchConversation } from "@/lib/conversations/change-conversation";
import { getConversation } from "@/lib/conversations/get-conversation";
import { conversationPatchSchema } from "@/lib/conversations/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

const endpoint = "/api/conversations/{id}";

export const GET = withApi({
  endpoint,
  auth: { scope: "ask" },
  handler: ({ access, params }) => getConversation({ access, id: params.id ?? "" }),
});

/** Renames, pins, or undoes a deletion. */
export const PATCH = withApi({
  endpoint,
  auth: { scope: "ask" },
  body: conversationPatchSchema,
  handler: ({ access, params, body }) => patchConversation({ access, id: params.id ?? "", patch: body }),
});

/** Deletes; it can be undone for a while. */
export const DELETE = withApi({
  endpoint,
  auth: { scope: "ask" },
  handler: async ({ access, params }) => {
    await deleteConversation({ access, id: params.id ?? "" });
    return new Response(null, { status: 204 });
  },
});

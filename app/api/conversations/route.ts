import { listConversations } from "@/lib/conversations/list-conversations";
import { conversationListQuerySchema } from "@/lib/conversations/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** The caller's conversations: pinned ones first, then the latest. */
export const GET = withApi({
  endpoint: "/api/conversations",
  auth: { scope: "ask" },
  query: conversationListQuerySchema,
  handler: ({ access, query }) => listConversations({ access, query }),
});

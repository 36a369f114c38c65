import { listAnswers } from "@/lib/documents/list-answers";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/documents/{id}/answers",
  auth: { scope: "search" },
  handler: ({ access, params }) => listAnswers({ access, documentId: params.id ?? "" }),
});

import { getCase } from "@/lib/evals/cases";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/cases/{id}",
  auth: { scope: "evals", role: "admin" },
  handler: async ({ params }) => getCase({ id: params.id ?? "" }),
});

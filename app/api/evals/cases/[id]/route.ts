import { getCase } from "@/lib/evals/cases";
import { changeCase } from "@/lib/evals/change-case";
import { casePatchSchema } from "@/lib/evals/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/cases/{id}",
  auth: { scope: "evals", role: "admin" },
  handler: async ({ params }) => getCase({ id: params.id ?? "" }),
});

export const PATCH = withApi({
  endpoint: "/api/evals/cases/{id}",
  auth: { scope: "evals", role: "admin" },
  body: casePatchSchema,
  handler: async ({ params, body }) => changeCase({ id: params.id ?? "", patch: body }),
});

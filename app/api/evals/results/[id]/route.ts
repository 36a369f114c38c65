import { AppError } from "@/lib/errors/app-error";
import { getResult } from "@/lib/evals/runs";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/evals/results/{id}",
  auth: { scope: "evals", role: "admin" },
  handler: async ({ params }) => {
    const id = Number(params.id);
    if (!Number.isSafeInteger(id)) throw new AppError("not_found");
    return getResult({ id });
  },
});

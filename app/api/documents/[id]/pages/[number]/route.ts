import { readPage } from "@/lib/documents/read-page";
import { documentVersionQuerySchema } from "@/lib/documents/schema";
import { AppError } from "@/lib/errors/app-error";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/documents/{id}/pages/{number}",
  auth: { scope: "search" },
  query: documentVersionQuerySchema,
  handler: ({ access, params, query }) => {
    if (!/^[1-9]\d{0,8}$/.test(params.number ?? "")) throw new AppError("not_found");
    return readPage({
      access,
      documentId: params.id ?? "",
      versionId: query.version,
      number: Number(params.number),
    });
  },
});

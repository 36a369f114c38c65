import { withApi } from "@/lib/http/with-api";
import { createSource } from "@/lib/sources/create-source";
import { listSources } from "@/lib/sources/list-sources";
import { sourceCreateSchema } from "@/lib/sources/schema";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/sources",
  auth: { scope: "search" },
  handler: async ({ access }) => ({ data: await listSources({ access }) }),
});

/** For admins, and for the local person while there are no accounts. */
export const POST = withApi({
  endpoint: "/api/sources",
  auth: { scope: "ingest", role: "editor" },
  body: sourceCreateSchema,
  handler: async ({ access, principal, body }) =>
    Response.json(await createSource({ access, actor: principal, source: body }), { status: 201 }),
});

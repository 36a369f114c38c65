import { openApiDocument } from "@/lib/http/openapi";
import { withApi } from "@/lib/http/with-api";

/** The API's description, made from the schemas that parse. */
export const GET = withApi({
  endpoint: "/api/openapi.json",
  auth: "public",
  handler: async () => openApiDocument(),
});

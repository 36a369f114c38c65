import { userListQuerySchema } from "@/lib/auth/schema";
import { listUsers } from "@/lib/auth/users";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/users",
  auth: { scope: "admin", role: "admin" },
  query: userListQuerySchema,
  handler: ({ query }) => listUsers(query),
});

import { userPatchSchema } from "@/lib/auth/schema";
import { changeUser, getUser, removeUser } from "@/lib/auth/users";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

const endpoint = "/api/users/{id}";
const auth = { scope: "admin", role: "admin" } as const;

export const GET = withApi({ endpoint, auth, handler: ({ params }) => getUser(params.id ?? "") });

export const PATCH = withApi({
  endpoint,
  auth,
  body: userPatchSchema,
  handler: ({ principal, params, body }) => changeUser(principal, params.id ?? "", body),
});

export const DELETE = withApi({
  endpoint,
  auth,
  handler: async ({ principal, params }) => {
    await removeUser(principal, params.id ?? "");
    return new Response(null, { status: 204 });
  },
});

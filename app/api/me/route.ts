import { changeMe, getMe } from "@/lib/auth/me";
import { mePatchSchema } from "@/lib/auth/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

const endpoint = "/api/me";

export const GET = withApi({
  endpoint,
  auth: { scope: "any" },
  handler: ({ principal }) => getMe(principal),
});

export const PATCH = withApi({
  endpoint,
  auth: { scope: "none" },
  body: mePatchSchema,
  handler: ({ principal, body, origin }) => changeMe(principal, body, origin.address),
});

import { checkReady } from "@/lib/health/check-ready";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** Ready for work, part by part; 503 with the same body while something is missing. */
export const GET = withApi({
  endpoint: "/api/ready",
  auth: "public",
  handler: async () => {
    const state = await checkReady();
    return Response.json(state, { status: state.ready ? 200 : 503 });
  },
});

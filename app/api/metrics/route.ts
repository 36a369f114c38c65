import { withApi } from "@/lib/http/with-api";
import { metrics } from "@/lib/telemetry/metrics";

export const dynamic = "force-dynamic";

/** Metrics in Prometheus' text format. */
export const GET = withApi({
  endpoint: "/api/metrics",
  auth: "public",
  handler: async () => {
    const { registry } = metrics();
    return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
  },
});

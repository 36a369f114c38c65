import { exportAudit } from "@/lib/audit/list-audit";
import { auditQuerySchema } from "@/lib/audit/schema";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

export const GET = withApi({
  endpoint: "/api/audit/export",
  auth: { scope: "admin", role: "admin" },
  query: auditQuerySchema,
  handler: async ({ access, query }) =>
    new Response(linesOf(exportAudit({ access, query })), {
      headers: {
        "content-type": "application/x-ndjson",
        "content-disposition": 'attachment; filename="audit.jsonl"',
      },
    }),
});

/** Pulled, so that a slow reader never makes the server hold more than a page. */
function linesOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
}

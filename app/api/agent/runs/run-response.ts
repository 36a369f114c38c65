import type { Viewer } from "@/lib/agent/approvals/view-approval";
import { followRun, waitForRest } from "@/lib/agent/runs/follow-run";
import { getRun } from "@/lib/agent/runs/get-run";
import type { AgentEvent } from "@/lib/agent/schema";
import { sseResponse } from "@/lib/http/sse";

/** A run's events from the revision `after` on, numbered by it. */
export function runEvents(
  viewer: Viewer,
  id: string,
  options: { after: number; untilRest: boolean; onClose?: () => void },
): Response {
  const open = (signal: AbortSignal) => followRun(viewer, id, { ...options, signal });
  return sseResponse(open, {
    idOf: (event) => (event as AgentEvent).revision,
    ...(options.onClose && { onClose: options.onClose }),
  });
}

/** The run as one object: at once with 202, or when it is done, asks or waits. */
export async function runObject(
  viewer: Viewer,
  id: string,
  { wait, signal }: { wait: boolean; signal: AbortSignal },
): Promise<Response> {
  if (wait) await waitForRest(viewer, id, signal);
  return Response.json(await getRun(viewer, id), { status: wait ? 200 : 202 });
}

// How many requests wait, for the rail and for pages that follow it: one poller for the whole window, quiet while
// nobody looks at it.
import { requestJson } from "@/components/api/request";
import { agentPaths } from "./agent-paths";

const everyMs = 15_000;
let waiting: number | null = null;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** Follows the count as long as anybody listens. */
export function subscribeWaiting(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = setInterval(look, everyMs);
    document.addEventListener("visibilitychange", look);
    look();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

/** The last known count; null until the first answer. */
export function waitingCount(): number | null {
  return waiting;
}

/** Asks again now, after a decision of one's own. */
export function refreshWaiting(): void {
  void read();
}

function look(): void {
  if (document.visibilityState === "visible") void read();
}

async function read(): Promise<void> {
  try {
    const list = await requestJson<{ waiting: number }>(`${agentPaths.approvals}?limit=1`);
    if (list.waiting === waiting) return;
    waiting = list.waiting;
    for (const listener of listeners) listener();
  } catch {
    // The count is a courtesy: the last one stays until the server answers again.
  }
}

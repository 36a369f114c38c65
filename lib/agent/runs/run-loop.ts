import { database } from "@/db/client";
import { findIdleRuns } from "@/db/queries/agent-runs";
import { logger } from "@/lib/telemetry/logger";
import { workRun } from "./work-run";

const atOnce = 4;
const lookEveryMs = 1_000;

interface Loop {
  timer: NodeJS.Timeout | undefined;
  ending: AbortController;
  working: Map<string, Promise<void>>;
}
const shared = globalThis as { groundworkAgentLoop?: Loop | undefined };

function loop(): Loop {
  shared.groundworkAgentLoop ??= { timer: undefined, ending: new AbortController(), working: new Map() };
  return shared.groundworkAgentLoop;
}

/** Works on a run in this process, without waiting for it. One that finds no room is taken up by whoever has some. */
export function workSoon(id: string): void {
  const { working, ending } = loop();
  if (working.has(id) || working.size >= atOnce || ending.signal.aborted) return;
  const work = workRun(id, { signal: ending.signal })
    .catch((error) => logger().error({ err: error, run_id: id }, "a run of the agent was interrupted"))
    .finally(() => working.delete(id));
  working.set(id, work);
}

/** Takes up runs that nobody works on: answered, decided, or left by a process that ended. Safe in any number of processes. */
export function startAgentLoop(): void {
  const { timer } = loop();
  if (timer !== undefined) return;
  const look = async () => {
    const { working } = loop();
    if (working.size >= atOnce) return;
    for (const id of await findIdleRuns(await database(), atOnce)) workSoon(id);
  };
  const started = setInterval(() => {
    look().catch((error) => logger().error({ err: error }, "looking for runs of the agent"));
  }, lookEveryMs);
  started.unref();
  loop().timer = started;
}

/** Gives every run back and waits until it is. */
export async function stopAgentLoop(): Promise<void> {
  const { timer, ending, working } = loop();
  clearInterval(timer);
  ending.abort();
  await Promise.allSettled(working.values());
  shared.groundworkAgentLoop = undefined;
}

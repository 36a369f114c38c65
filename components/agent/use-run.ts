import { useEffect, useState } from "react";
import { readEvents } from "@/components/api/read-events";
import { ProblemError, request } from "@/components/api/request";
import type { AgentEvent, AgentRun } from "@/lib/agent/schema";
import { agentPaths } from "./agent-paths";
import { isOver, withEvent } from "./run-store";

/** Milliseconds before each try to come back to a stream that was cut; the last one again and again. */
const retryAfterMs = [300, 1000, 3000, 8000];

/** A run as it is now: follows its events until its end, and takes a cut stream up where it was. */
export function useRun(initial: AgentRun): { run: AgentRun; connected: boolean } {
  const [run, setRun] = useState(initial);
  const [connected, setConnected] = useState(true);
  const { id, revision } = initial;
  const over = isOver(initial);

  useEffect(() => {
    if (over) return;
    const controller = new AbortController();
    void follow({
      id,
      after: revision,
      signal: controller.signal,
      onEvent: (event) => setRun((before) => withEvent(before, event)),
      onConnected: setConnected,
    });
    return () => controller.abort();
  }, [id, revision, over]);

  return { run, connected };
}

interface Following {
  id: string;
  after: number;
  signal: AbortSignal;
  onEvent: (event: AgentEvent) => void;
  onConnected: (connected: boolean) => void;
}

async function follow({ id, after, signal, onEvent, onConnected }: Following): Promise<void> {
  let seen = after;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const path = `${agentPaths.runs}/${encodeURIComponent(id)}/events?after=${seen}`;
      const response = await request(path, { accept: "text/event-stream", signal });
      onConnected(true);
      for await (const event of readEvents<AgentEvent>(response)) {
        attempt = 0;
        seen = Math.max(seen, event.revision);
        onEvent(event);
        if (event.type === "run-updated" && isOver(event.run)) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      // What the server refuses stays refused; a lost connection may come back.
      if (error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500) return;
      onConnected(false);
    }
    await pause(retryAfterMs[Math.min(attempt, retryAfterMs.length - 1)] ?? 1000, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
  });
}

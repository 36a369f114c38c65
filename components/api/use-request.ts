import { useCallback, useEffect, useState } from "react";
import type { Problem } from "@/lib/http/schema";
import { requestJson, toReadableProblem } from "./request";

interface Outcome<Body> {
  path: string;
  data: Body | null;
  problem: Problem | null;
}

/** What the API says at `path`: asked for when it changes, forgotten when the view goes. Null asks for nothing. */
export function useRequest<Body>(path: string | null) {
  const [outcome, setOutcome] = useState<Outcome<Body> | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (path === null) return;
    const controller = new AbortController();
    requestJson<Body>(path, { signal: controller.signal })
      .then((data) => setOutcome({ path, data, problem: null }))
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setOutcome({ path, data: null, problem: toReadableProblem(error) });
      });
    return () => controller.abort();
  }, [path, attempt]);

  const retry = useCallback(() => {
    setOutcome(null);
    setAttempt((before) => before + 1);
  }, []);
  const current = outcome?.path === path ? outcome : null;
  return { data: current?.data ?? null, problem: current?.problem ?? null, retry };
}

import { useCallback, useState } from "react";
import type { Problem } from "@/lib/http/schema";
import { type RequestOptions, request, toReadableProblem } from "./request";

/** Sends one write at a time and keeps what went wrong. `submit` gives the JSON answer, `{}` for none, null on failure. */
export function useSubmit() {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = useCallback(
    async <Body = Record<string, never>>(path: string, options: RequestOptions): Promise<Body | null> => {
      setPending(true);
      setProblem(null);
      try {
        const response = await request(path, options);
        const text = await response.text();
        return (text ? JSON.parse(text) : {}) as Body;
      } catch (error) {
        setProblem(toReadableProblem(error));
        return null;
      } finally {
        setPending(false);
      }
    },
    [],
  );
  return { submit, pending, problem, clear: useCallback(() => setProblem(null), []) };
}

"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { readEvents } from "@/components/api/read-events";
import { request } from "@/components/api/request";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Progress } from "@/components/ui/progress";
import type { EvalRun, EvalRunEvent } from "@/lib/evals/schema";

type Standing = Pick<EvalRun, "id" | "state" | "done" | "total">;

/** A run as it goes on, with the way to stop it. When it ends the page is asked for again. */
export function RunProgress({ run }: { run: Standing }) {
  const router = useRouter();
  const [seen, setSeen] = useState<Standing>(run);
  const { submit, pending, problem } = useSubmit();
  useEffect(() => {
    const leaving = new AbortController();
    follow(run.id, leaving.signal, (event) => {
      setSeen(event.run);
      if (event.type === "run-finished") router.refresh();
    });
    return () => leaving.abort();
  }, [run.id, router]);
  const waits = seen.state === "queued";
  const ended = seen.state !== "queued" && seen.state !== "running";
  return (
    <div className="grid gap-3 rounded-lg border bg-surface p-4 shadow-card">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite">
          {ended
            ? "The run has ended; its scores are being shown."
            : waits
              ? "Waiting for a worker."
              : `Asking: ${seen.done} of ${seen.total} cases.`}
        </p>
        {!ended && (
          <Button
            size="sm"
            aria-disabled={pending}
            onClick={() =>
              void submit<EvalRun>(`/api/evals/runs/${encodeURIComponent(run.id)}/cancel`, {
                method: "POST",
              }).then((now) => now && setSeen(now))
            }
          >
            {pending ? "Stopping …" : "Stop the run"}
          </Button>
        )}
      </div>
      <Progress label="Cases asked" value={waits ? null : seen.done / Math.max(1, seen.total)} />
      <ProblemNotice problem={problem} />
    </div>
  );
}

const againMs = 1500;

/** Reads the run's events until it ended or the reader leaves; a stream that breaks is asked for again. */
async function follow(
  id: string,
  signal: AbortSignal,
  onEvent: (event: EvalRunEvent) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const path = `/api/evals/runs/${encodeURIComponent(id)}`;
      const response = await request(path, { accept: "text/event-stream", signal });
      for await (const event of readEvents<EvalRunEvent>(response)) {
        onEvent(event);
        if (event.type === "run-finished") return;
      }
    } catch {
      if (signal.aborted) return;
    }
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}

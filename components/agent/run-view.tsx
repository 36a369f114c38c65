"use client";

import { SquareIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { pathOf } from "@/components/account/paths";
import { useSubmit } from "@/components/api/use-submit";
import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/plural";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { AgentRun, AgentStep } from "@/lib/agent/schema";
import { agentPaths } from "./agent-paths";
import { runStateWords } from "./agent-words";
import { ReplyForm } from "./reply-form";
import { ResultText } from "./result-text";
import { isOver } from "./run-store";
import { StepView } from "./step-view";
import { useRun } from "./use-run";
import { refreshWaiting } from "./waiting-store";

/** One request: its plan of steps as they fill in, what it asks, and what came of it. */
export function RunView({ initial, waitsFor }: { initial: AgentRun; waitsFor: string }) {
  const router = useRouter();
  const { run, connected } = useRun(initial);
  const stop = useSubmit();
  const { name, tone } = runStateWords[run.state];
  const over = isOver(run);
  const shown = run.steps.filter((step) => !isEnding(step, run));
  const question = run.state === "asking" ? run.steps.findLast(({ kind }) => kind === "question") : undefined;

  const before = useRef(run.state);
  useEffect(() => {
    if (before.current === run.state) return;
    before.current = run.state;
    refreshWaiting();
    // The list of requests beside it says the same.
    router.refresh();
  }, [run.state, router]);

  return (
    <div className="grid gap-6">
      <header className="grid gap-2">
        <h2 className="text-pretty font-semibold text-lg">{run.request}</h2>
        <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
          <span role="status">
            <Badge tone={tone}>{run.stop_requested && !over ? "Stopping" : name}</Badge>
          </span>
          <LocalTime value={run.created_at} />
          {run.usage.steps > 0 && <span>· {plural(run.usage.steps, "step")}</span>}
          {!connected && (
            <span className="text-caution">· The connection is gone; it is being taken up again.</span>
          )}
        </p>
      </header>
      <ol aria-label="Steps" className="grid">
        {shown.map((step) =>
          step.kind === "tool" ? (
            <StepView key={step.ordinal} step={step} waitsFor={waitsFor} />
          ) : (
            <Said key={step.ordinal} step={step} />
          ),
        )}
      </ol>
      {!over && shown.length === 0 && <p className="text-muted">It works out what to do …</p>}
      {question && <ReplyForm key={question.ordinal} runId={run.id} options={question.options} />}
      {run.result && (
        <section aria-label="What came of it" className="rounded-lg border bg-surface px-5 py-4">
          <ResultText result={run.result} />
        </section>
      )}
      {run.error && (
        <Notice tone="danger" title="It could not go on">
          <p>{run.error.message}</p>
          <p className="mt-1 text-xs">
            Request <code className="break-all font-mono">{run.request_id}</code>
          </p>
        </Notice>
      )}
      {run.state === "stopped" && (
        <Notice title="Stopped">
          What was done until then stays done. What waited for an approver was taken back.
        </Notice>
      )}
      <ProblemNotice problem={stop.problem} />
      {!over && (
        <Button
          className="justify-self-start"
          aria-disabled={stop.pending || run.stop_requested}
          onClick={() => void stop.submit(pathOf(agentPaths.runs, run.id, "stop"), { method: "POST" })}
        >
          <SquareIcon aria-hidden />
          Stop
        </Button>
      )}
    </div>
  );
}

/** The last message is what came of it, which is shown by itself. */
function isEnding(step: AgentStep, run: AgentRun): boolean {
  return step.kind === "message" && run.result !== null && step.text === run.result.text;
}

function Said({ step }: { step: AgentStep }) {
  const who = step.kind === "reply" ? "You" : step.kind === "question" ? "The agent asks" : "The agent";
  return (
    <li className="relative grid grid-cols-[1.75rem_1fr] gap-3 pb-6 before:absolute before:top-0 before:bottom-0 before:left-3.5 before:w-px before:bg-line last:before:hidden">
      <span />
      <div className="rounded-lg bg-sunken px-4 py-3">
        <p className="font-medium text-muted text-sm">{who}</p>
        <p className="whitespace-pre-line text-read">
          {step.hidden ? "You may not read what this stands on any more." : step.text}
        </p>
      </div>
    </li>
  );
}

"use client";

import {
  CheckIcon,
  EyeOffIcon,
  MessageCircleQuestionIcon,
  PencilLineIcon,
  RotateCcwIcon,
  SearchCheckIcon,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { request } from "@/components/api/request";
import { sayFailure } from "@/components/documents/change-documents";
import { JobPanel, summary } from "@/components/documents/job-panel";
import { LocalTime } from "@/components/documents/local-time";
import { generalSource } from "@/components/documents/source-field";
import { useJobs } from "@/components/documents/use-jobs";
import { WriteDialog } from "@/components/documents/write-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import type { Gap } from "@/lib/conversations/schema";
import type { Job } from "@/lib/jobs/schema";
import type { Source } from "@/lib/sources/schema";
import { LastAnswerDialog } from "./last-answer-dialog";

interface GapListProps {
  gaps: Gap[];
  state: Gap["state"];
  sources: Source[];
  tags: string[];
}

const noJobs: Job[] = [];
const done: Record<Gap["state"], string> = { open: "reopened", resolved: "resolved", dismissed: "dismissed" };

/** Questions without an answer, those first that most people miss. */
export function GapList({ gaps, state, sources, tags }: GapListProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [writing, setWriting] = useState<Gap | null>(null);
  const [looking, setLooking] = useState<Gap | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState("");
  const refresh = () => startTransition(() => router.refresh());
  const { jobs, sendings, watch, stop, dismiss } = useJobs({
    initial: noJobs,
    onProgress: () => undefined,
    onEnd: (job) => setNews(`${job.label}: ${summary(job)}`),
  });
  const shown = gaps.filter((gap) => !hidden.has(gap.id));

  const settle = async (gap: Gap, next: Gap["state"]) => {
    const hide = (gone: boolean) =>
      setHidden((before) => new Set(gone ? [...before, gap.id] : [...before].filter((id) => id !== gap.id)));
    const patch = (to: Gap["state"]) =>
      request(`/api/gaps/${gap.id}`, { method: "PATCH", body: { state: to } });
    hide(true);
    try {
      await patch(next);
      refresh();
      toast(`Gap ${done[next]}`, {
        description: gap.question,
        action: {
          label: "Undo",
          onClick: () =>
            void patch(gap.state)
              .then(() => {
                hide(false);
                refresh();
              })
              .catch((failure: unknown) => sayFailure("It was not undone", failure)),
        },
      });
    } catch (failure) {
      hide(false);
      sayFailure("Nothing was changed", failure);
    }
  };

  return (
    <div className="grid basis-full grid-cols-[minmax(0,1fr)] gap-4 pb-16">
      <p role="status" className="sr-only">
        {news}
      </p>
      <Segmented
        label="Which gaps"
        className="justify-self-start"
        value={state}
        options={[
          { value: "open", label: "Open" },
          { value: "resolved", label: "Resolved" },
          { value: "dismissed", label: "Dismissed" },
        ]}
        onValueChange={(next) => {
          setHidden(new Set());
          startTransition(() =>
            router.push(next === "open" ? "/documents/gaps" : `/documents/gaps?state=${next}`),
          );
        }}
      />
      <JobPanel
        jobs={jobs}
        sendings={sendings}
        onDismiss={dismiss}
        onStop={(id) =>
          void stop(id).catch((failure: unknown) => sayFailure("The job was not stopped", failure))
        }
      />
      <div
        aria-busy={pending}
        className={classNames("transition-opacity", pending && "opacity-60 delay-150")}
      >
        {shown.length === 0 ? (
          <NoGaps state={state} />
        ) : (
          <ul aria-label="Gaps" className="grid">
            {shown.map((gap) => (
              <li
                key={gap.id}
                className="grid gap-x-6 gap-y-3 border-b py-4 lg:grid-cols-[minmax(0,1fr)_auto] lg:items-center"
              >
                <div className="grid min-w-0 gap-1.5">
                  <h2 className="text-pretty font-medium text-read">{gap.question}</h2>
                  {gap.comment && (
                    <p className="text-pretty border-line-strong border-l-2 pl-3 text-muted">{gap.comment}</p>
                  )}
                  <p className="figures flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
                    <span>{gap.count === 1 ? "asked once" : `asked ${gap.count} times`}</span>
                    {gap.reported_count > 0 && (
                      <Badge tone="caution">
                        {gap.reported_count === 1 ? "reported" : `reported ${gap.reported_count} times`}
                      </Badge>
                    )}
                    <span>
                      last <LocalTime value={gap.last_asked_at} />
                    </span>
                  </p>
                </div>
                <div className="flex flex-wrap gap-2">
                  {gap.last_answer_id && (
                    <Button size="sm" tone="quiet" onClick={() => setLooking(gap)}>
                      <MessageCircleQuestionIcon aria-hidden />
                      Last answer
                    </Button>
                  )}
                  {gap.state === "open" ? (
                    <>
                      <Button size="sm" tone="quiet" onClick={() => void settle(gap, "dismissed")}>
                        <EyeOffIcon aria-hidden />
                        Dismiss
                      </Button>
                      <Button size="sm" onClick={() => void settle(gap, "resolved")}>
                        <CheckIcon aria-hidden />
                        Resolve
                      </Button>
                      <Button size="sm" tone="primary" onClick={() => setWriting(gap)}>
                        <PencilLineIcon aria-hidden />
                        Write it
                      </Button>
                    </>
                  ) : (
                    <Button size="sm" onClick={() => void settle(gap, "open")}>
                      <RotateCcwIcon aria-hidden />
                      Reopen
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
      {writing && (
        <WriteDialog
          open
          onOpenChange={(open) => !open && setWriting(null)}
          sources={sources}
          tags={tags}
          defaultSource={generalSource}
          defaultTitle={writing.question}
          onAccepted={(accepted) => {
            watch(accepted.job_id);
            void settle(writing, "resolved");
          }}
        />
      )}
      {looking?.last_answer_id && (
        <LastAnswerDialog gap={looking} answerId={looking.last_answer_id} onClose={() => setLooking(null)} />
      )}
    </div>
  );
}

function NoGaps({ state }: { state: Gap["state"] }) {
  if (state !== "open")
    return <EmptyState title={`No gap was ${state}`}>Those that are will be listed here.</EmptyState>;
  return (
    <EmptyState icon={<SearchCheckIcon />} title="Nothing is missing">
      When a question is reported, or asked again and again without an answer, it is listed here for somebody
      to write down.
    </EmptyState>
  );
}

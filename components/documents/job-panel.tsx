"use client";

import {
  CheckIcon,
  CircleDashedIcon,
  CircleSlashIcon,
  EqualIcon,
  LoaderCircleIcon,
  OctagonXIcon,
  TriangleAlertIcon,
  XIcon,
} from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Progress } from "@/components/ui/progress";
import type { Job, JobItem } from "@/lib/jobs/schema";
import type { Sending } from "./use-jobs";

interface JobPanelProps {
  jobs: Job[];
  sendings: Sending[];
  onStop: (id: string) => void;
  onDismiss: (id: string) => void;
}

/** Everything that is being read right now, file by file, and what went wrong. */
export function JobPanel({ jobs, sendings, onStop, onDismiss }: JobPanelProps) {
  if (jobs.length === 0 && sendings.length === 0) return null;
  return (
    <section aria-label="Files being added" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {sendings.map((sending) => (
        <SendingCard key={sending.id} sending={sending} onDismiss={() => onDismiss(sending.id)} />
      ))}
      {jobs.map((job, index) => (
        <JobCard
          key={job.id}
          job={job}
          folded={index > 0 ? 1 : itemsFolded}
          onStop={() => onStop(job.id)}
          onDismiss={() => onDismiss(job.id)}
        />
      ))}
    </section>
  );
}

const card = "animate-rise rounded-lg border bg-surface shadow-card";

function SendingCard({ sending, onDismiss }: { sending: Sending; onDismiss: () => void }) {
  if (sending.failure) {
    const { detail, request_id: requestId } = toReadableProblem(sending.failure);
    return (
      <div className={classNames(card, "flex items-start gap-3 px-4 py-3")}>
        <TriangleAlertIcon aria-hidden className="mt-0.75 size-4 shrink-0 text-danger" />
        <div className="min-w-0 flex-1">
          <p className="font-medium">Not added: {sending.label}</p>
          <p className="text-pretty text-muted">{detail}</p>
          {requestId && <p className="mt-1 text-muted text-xs">Request {requestId}</p>}
        </div>
        <DismissButton label={`Put away: ${sending.label}`} onClick={onDismiss} />
      </div>
    );
  }
  return (
    <div className={classNames(card, "grid gap-2 px-4 py-3")}>
      <div className="flex items-center justify-between gap-3">
        <p className="truncate font-medium">Sending {sending.label}</p>
        <Button size="sm" onClick={onDismiss}>
          Stop
        </Button>
      </div>
      <Progress label={`Sending ${sending.label}`} value={sending.share} />
    </div>
  );
}

const itemsFolded = 4;
const failuresShown = 20;

interface JobCardProps {
  job: Job;
  /** How many files are listed before all are asked for; those that failed always are. */
  folded: number;
  onStop: () => void;
  onDismiss: () => void;
}

function JobCard({ job, folded, onStop, onDismiss }: JobCardProps) {
  const [open, setOpen] = useState(false);
  const listId = useId();
  const ended = job.finished_at !== null;
  const { total, completed, unchanged, failed, cancelled, chunks, chunks_per_second: rate } = job.progress;
  const through = completed + unchanged + failed + cancelled;
  const items = [...job.items].sort((left, right) => weight[left.state] - weight[right.state]);
  const least = Math.min(items.filter((item) => item.state === "failed").length, failuresShown);
  const shown = open ? items : items.slice(0, Math.max(folded, least));
  return (
    <article className={card} data-job={job.id}>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-medium">{ended ? endedTitle(job) : runningTitle(job)}</h2>
          <p className="figures text-muted text-sm">
            {ended ? (
              summary(job)
            ) : (
              <>
                {through} of {total} {total === 1 ? "file" : "files"}
                {chunks > 0 && ` · ${numberFormat.format(chunks)} passages`}
                {rate !== null && ` · ${rateFormat.format(rate)} a second`}
              </>
            )}
          </p>
        </div>
        {ended ? (
          <DismissButton label="Put this job away" onClick={onDismiss} />
        ) : (
          <Button size="sm" onClick={onStop} aria-label={`Stop adding ${job.label || "files"}`}>
            Stop
          </Button>
        )}
        {!ended && <Progress className="w-full" label="Files read" value={shareOf(job)} />}
      </header>
      <ul id={listId} className="grid border-t">
        {shown.map((item) => (
          <JobItemRow key={item.id} item={item} />
        ))}
      </ul>
      {(open || items.length > shown.length) && (
        <div className="border-t px-2 py-1">
          <Button
            tone="quiet"
            size="sm"
            aria-expanded={open}
            aria-controls={listId}
            onClick={() => setOpen(!open)}
          >
            {open ? "Show fewer" : `Show all ${numberFormat.format(items.length)}`}
          </Button>
        </div>
      )}
    </article>
  );
}

function JobItemRow({ item }: { item: JobItem }) {
  const { icon: Icon, tone } = itemSigns[item.state];
  return (
    <li className="flex items-start gap-2.5 px-4 py-2 not-last:border-b" data-state={item.state}>
      <Icon
        aria-hidden
        className={classNames("mt-0.75 size-4 shrink-0", tone, item.state === "running" && "animate-spin")}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 max-w-full truncate" title={item.name}>
          {item.document_id && (item.state === "completed" || item.state === "unchanged") ? (
            <Link href={`/documents/${item.document_id}`} className="hover:underline">
              {item.name}
            </Link>
          ) : (
            item.name
          )}
        </span>
        <span
          className={classNames(
            "text-pretty text-sm",
            item.state === "failed" ? "basis-full text-danger" : "text-muted",
          )}
        >
          {itemWords(item)}
        </span>
        {item.warnings.map((warning) => (
          <span key={warning} className="basis-full text-pretty text-caution text-sm">
            {warning}
          </span>
        ))}
      </div>
      {item.state === "running" && <Steps item={item} />}
    </li>
  );
}

const steps = ["reading", "chunking", "embedding", "storing"] as const;

/** The four steps of a file as a row of marks; the word stands beside them. */
function Steps({ item }: { item: JobItem }) {
  const at = (steps as readonly string[]).indexOf(item.step);
  return (
    <span aria-hidden className="mt-2 hidden shrink-0 gap-1 sm:flex">
      {steps.map((step, index) => (
        <span
          key={step}
          className={classNames(
            "h-1.5 w-6 rounded-full",
            index < at ? "bg-accent" : index === at ? "animate-breathe bg-accent" : "bg-sunken",
          )}
        />
      ))}
    </span>
  );
}

function DismissButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button tone="quiet" size="sm" square aria-label={label} onClick={onClick}>
      <XIcon aria-hidden />
    </Button>
  );
}

const numberFormat = new Intl.NumberFormat("en");
const rateFormat = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });

const weight: Record<JobItem["state"], number> = {
  failed: 0,
  running: 1,
  queued: 2,
  cancelled: 3,
  completed: 4,
  unchanged: 5,
};

const itemSigns: Record<JobItem["state"], { icon: typeof CheckIcon; tone: string }> = {
  queued: { icon: CircleDashedIcon, tone: "text-faint" },
  running: { icon: LoaderCircleIcon, tone: "text-accent" },
  completed: { icon: CheckIcon, tone: "text-accent" },
  unchanged: { icon: EqualIcon, tone: "text-faint" },
  failed: { icon: OctagonXIcon, tone: "text-danger" },
  cancelled: { icon: CircleSlashIcon, tone: "text-faint" },
};

function itemWords(item: JobItem): string {
  switch (item.state) {
    case "queued":
      return "waiting";
    case "running":
      return runningWords(item);
    case "completed":
      return item.chunk_count === null
        ? "added"
        : `added, ${numberFormat.format(item.chunk_count)} ${item.chunk_count === 1 ? "passage" : "passages"}`;
    case "unchanged":
      return "unchanged: the same content is here already";
    case "cancelled":
      return "stopped before it was stored";
    case "failed":
      return item.error?.message || "This file could not be read. Try again, or save it in another format.";
  }
}

function runningWords(item: JobItem): string {
  const share =
    item.total && item.total > 0
      ? ` ${numberFormat.format(item.done)} of ${numberFormat.format(item.total)} passages`
      : item.done > 0
        ? `, ${numberFormat.format(item.done)} passages so far`
        : "";
  switch (item.step) {
    case "waiting":
      return "waiting";
    case "reading":
      return "reading the file";
    case "chunking":
      return "cutting into passages";
    case "embedding":
      return `embedding${share}`;
    case "storing":
    case "done":
      return "storing";
  }
}

function runningTitle(job: Job): string {
  return job.state === "queued" ? `Waiting: ${job.label || "files"}` : `Adding ${job.label || "files"}`;
}

function endedTitle(job: Job): string {
  const { completed, unchanged, failed, total } = job.progress;
  if (job.state === "cancelled") return `Stopped: ${job.label || "files"}`;
  if (failed > 0 && completed + unchanged === 0)
    return total === 1 ? "The file was not added" : "No file was added";
  if (failed > 0)
    return `${completed > 0 ? "Added" : "Nothing new"}, but ${failed} ${failed === 1 ? "file" : "files"} failed`;
  if (completed === 0) return "Nothing new";
  return completed === 1 ? "One document added" : `${numberFormat.format(completed)} documents added`;
}

/** What a finished job came to, in words. */
export function summary(job: Job): string {
  const { completed, unchanged, failed, cancelled } = job.progress;
  const parts = [
    completed > 0 && `${numberFormat.format(completed)} added`,
    unchanged > 0 && `${numberFormat.format(unchanged)} unchanged`,
    failed > 0 && `${numberFormat.format(failed)} failed`,
    cancelled > 0 && `${numberFormat.format(cancelled)} stopped`,
  ].filter((part) => part !== false);
  return parts.join(" · ");
}

/** How much of it is done, from 0 to 1; null where the only file is so long that its end isn't in sight. */
function shareOf(job: Job): number | null {
  const { total, completed, unchanged, failed, cancelled } = job.progress;
  if (total === 0) return 0;
  const running = job.items.filter((item) => item.state === "running");
  if (total === 1 && running.some((item) => item.total === null && item.done > 0)) return null;
  const begun = running.reduce((sum, item) => sum + (item.total ? item.done / item.total : 0), 0);
  return Math.min(1, (completed + unchanged + failed + cancelled + begun) / total);
}

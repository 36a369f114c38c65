"use client";

import { useRequest } from "@/components/api/use-request";
import { PassageScores } from "@/components/documents/passage-scores";
import { Badge } from "@/components/ui/badge";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Answer, AnswerTrace, ConsideredPassage } from "@/lib/ask/schema";
import { placeOf } from "./place-of";
import { SetAsideText } from "./set-aside-text";

interface HowFoundDialogProps {
  answer: Answer;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** *How this was found*: passages in order with their scores, what was left out and why, time, model, ids. */
export function HowFoundDialog({ answer, open, onOpenChange }: HowFoundDialogProps) {
  const { data: trace, problem } = useRequest<AnswerTrace>(open ? `/api/answers/${answer.id}/trace` : null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="How this was found"
      description={
        answer.searched_for === answer.question ? undefined : `Searched for: “${answer.searched_for}”`
      }
      className="max-w-3xl"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <Decision answer={answer} trace={trace} />
        <section>
          <h3 className="mb-2 font-medium">Passages, best first</h3>
          {problem && (
            <Notice tone="danger" title={problem.title}>
              {problem.detail}
            </Notice>
          )}
          {!trace && !problem && <TraceSkeleton />}
          {trace && <Passages passages={trace.considered} />}
        </section>
        {trace && trace.dropped_sentences.length > 0 && (
          <section>
            <h3 className="mb-2 font-medium">Sentences that were left out</h3>
            <ul className="grid gap-2">
              {trace.dropped_sentences.map((sentence, index) => (
                <li key={`${index}-${sentence.text}`} className="rounded-md bg-sunken px-3 py-2">
                  {sentence.text && `“${sentence.text}” `}
                  <span className="text-muted">{sentence.reason}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Times answer={answer} />
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t pt-4 text-sm [&_dd]:min-w-0 [&_dd]:break-all [&_dd]:font-mono [&_dt]:text-muted">
          <dt>Model</dt>
          <dd>{answer.model}</dd>
          <dt>Prompt</dt>
          <dd>{answer.prompt_version}</dd>
          {trace && (
            <>
              <dt>Embeddings</dt>
              <dd>{trace.embedding_model}</dd>
              <dt>Ranker</dt>
              <dd>{trace.ranker}</dd>
            </>
          )}
          <dt>Tokens</dt>
          <dd>
            {answer.usage.input_tokens} in, {answer.usage.output_tokens} out
          </dd>
          <dt>Request</dt>
          <dd>{answer.request_id}</dd>
          <dt>Trace</dt>
          <dd>{answer.trace_id}</dd>
        </dl>
      </div>
    </Dialog>
  );
}

const percent = (value: number) => `${Math.round(value * 100)}%`;

function Decision({ answer, trace }: { answer: Answer; trace: AnswerTrace | null }) {
  const decision = trace?.decision;
  return (
    <p className="text-pretty text-muted">
      {answer.confidence === null
        ? "How likely the documents support this answer is not known: the threshold has not been fitted for this embedding model and ranker."
        : `The documents support this answer with a probability of ${percent(answer.confidence)}.`}
      {decision?.answerable != null &&
        decision.threshold !== null &&
        ` A question is answered from ${percent(decision.threshold)}; this one stood at ${percent(decision.answerable)}.`}
    </p>
  );
}

const uses: Record<ConsideredPassage["use"], { label: string; tone: "accent" | "neutral" | "caution" }> = {
  cited: { label: "cited", tone: "accent" },
  read: { label: "read", tone: "neutral" },
  "over-budget": { label: "left out: no room", tone: "caution" },
  superseded: { label: "left out: replaced by a newer one", tone: "caution" },
  duplicate: { label: "left out: says the same", tone: "caution" },
  guarded: { label: "left out: not safe to read", tone: "caution" },
};

const scoreNames: Record<string, string> = {
  vector: "meaning",
  text: "words",
  fused: "fused",
  rerank: "reranked",
  vector_rank: "meaning rank",
  text_rank: "words rank",
};

function Passages({ passages }: { passages: ConsideredPassage[] }) {
  return (
    <ol className="grid gap-px overflow-hidden rounded-md border bg-line">
      {passages.map((passage) => (
        <li key={`${passage.rank}-${passage.chunk_id}`} className="bg-raised">
          <details className="group">
            <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 hover:bg-hover sm:flex-nowrap">
              <span className="figures w-5 shrink-0 text-right text-muted">{passage.rank}</span>
              <span className="min-w-0 flex-1 truncate">{placeOf(passage)}</span>
              <span className="flex basis-full flex-wrap items-center justify-between gap-x-3 gap-y-1 pl-8 sm:basis-auto sm:pl-0">
                <span className="flex flex-wrap gap-1.5">
                  <Badge tone={uses[passage.use].tone}>{uses[passage.use].label}</Badge>
                  {passage.set_aside.length > 0 && <Badge tone="caution">an order set aside</Badge>}
                </span>
                <PassageScores scores={passage.scores} />
              </span>
            </summary>
            <div className="grid gap-2.5 px-3 pt-1 pb-3 pl-11">
              <SetAsideText passage={passage} />
              <dl className="figures flex flex-wrap gap-x-5 gap-y-1 text-sm">
                {Object.entries(passage.scores).map(([name, value]) => (
                  <div key={name} className="flex gap-1.5">
                    <dt className="text-muted">{scoreNames[name] ?? name}</dt>
                    <dd>{formatScore(name, value)}</dd>
                  </div>
                ))}
              </dl>
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}

function formatScore(name: string, value: number | null): string {
  if (value === null) return "not found";
  return name.endsWith("rank") && Number.isInteger(value) ? String(value) : value.toFixed(3);
}

const stepNames: [keyof Answer["latency_ms"], string][] = [
  ["policy", "Rules"],
  ["retrieve", "Search"],
  ["decide", "Decide"],
  ["generate", "Write"],
  ["check", "Check"],
];

function Times({ answer }: { answer: Answer }) {
  const milliseconds = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
  const total = Math.max(answer.latency_ms.total, 1);
  const named = stepNames.map(([step, label]) => ({ label, value: answer.latency_ms[step] ?? 0 }));
  const rest = Math.max(0, total - named.reduce((sum, { value }) => sum + value, 0));
  return (
    <section>
      <h3 className="mb-2 font-medium">
        Time <span className="figures font-normal text-muted">{milliseconds.format(total)} ms in all</span>
      </h3>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1.5 text-sm">
        {[...named, { label: "The rest", value: rest }].map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
              <div
                className="h-full rounded-full bg-accent"
                style={{ width: `${Math.min(100, (value / total) * 100)}%` }}
              />
            </dd>
            <dd className="figures text-right">{milliseconds.format(value)} ms</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function TraceSkeleton() {
  return (
    <div role="status" aria-label="Loading the passages" className="grid gap-px rounded-md border">
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <div key={row} className="flex h-9.5 items-center gap-3 px-3">
          <Skeleton className="h-3.5 w-4" />
          <Skeleton className="h-3.5 flex-1" />
          <Skeleton className="h-3.5 w-10" />
        </div>
      ))}
    </div>
  );
}

import { ArrowLeftIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import { Scrolling } from "@/components/ui/scrolling";
import type { Approval } from "@/lib/agent/schema";
import { approvalStateWords, flagWord, riskWhy, riskWords, subjectOf, toolWords } from "./agent-words";
import { ApprovalOutcome } from "./approval-outcome";
import { ArgumentsDiff } from "./arguments-diff";
import { DecisionPanel } from "./decision-panel";
import { PreviewView, type ShownPreview } from "./preview-view";
import { ProvenanceList } from "./provenance-list";
import { TimeLeft } from "./time-left";
import { WithdrawButton } from "./withdraw-button";

interface ApprovalDetailProps {
  approval: Approval;
  preview: ShownPreview | null;
  /** The list that it was opened from. */
  backTo: string;
  anonymous: boolean;
  /** The reader asked for it: they may take it back, and open the run that it is part of. */
  mine: boolean;
}

/** One request: what will happen, why, where it all came from, and what can be decided. */
export function ApprovalDetail({ approval, preview, backTo, anonymous, mine }: ApprovalDetailProps) {
  const title = toolWords[approval.tool];
  const waits = approval.state === "pending" || approval.state === "conflict";
  const canTakeBack = waits && mine;
  return (
    <article aria-labelledby="approval-title" className="flex min-h-full flex-col">
      <div className="mx-auto grid w-full max-w-3xl content-start gap-6 px-4 py-5 sm:px-6 lg:px-8">
        <header className="grid gap-2">
          <Link
            href={backTo}
            className="inline-flex w-fit items-center gap-1.5 rounded-xs text-muted text-sm md:hidden"
          >
            <ArrowLeftIcon aria-hidden className="size-4" />
            All requests
          </Link>
          <h2 id="approval-title" className="font-semibold text-lg">
            {title}
          </h2>
          <p className="text-muted">{subjectOf(approval)}</p>
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={approvalStateWords[approval.state].tone}>
              {approvalStateWords[approval.state].name}
            </Badge>
            <Badge tone={riskWords[approval.risk].tone}>{riskWords[approval.risk].name}</Badge>
            {approval.flags.map((flag) => (
              <Badge key={flag} tone="danger">
                {flagWord(flag).name}
              </Badge>
            ))}
          </p>
        </header>
        <ApprovalOutcome approval={approval} anonymous={anonymous} />
        {!approval.hidden && (
          <p className="text-pretty border-accent border-l-2 pl-3.5">
            <span className="block text-muted text-sm">Why, as the agent says</span>
            {approval.reason || "It gives no reason."}
          </p>
        )}
        {preview && (
          <Part title={waits ? "What will happen" : "What it does"}>
            <PreviewView preview={preview} />
          </Part>
        )}
        {approval.original_arguments !== null && (
          <Part title="Edited by the approver">
            <ArgumentsDiff asked={approval.original_arguments} edited={approval.arguments} />
          </Part>
        )}
        {!approval.hidden && (
          <Part title="Where each argument came from">
            <ProvenanceList provenance={approval.provenance} />
          </Part>
        )}
        <Part title="Facts">
          <dl className="divide-y rounded-lg border">
            <Fact name="Asked by">{approval.requester.name}</Fact>
            <Fact name="Asked">
              <LocalTime value={approval.created_at} style="full" />
            </Fact>
            {waits && (
              <Fact name="Expires">
                <TimeLeft until={approval.expires_at} /> ·{" "}
                <LocalTime value={approval.expires_at} style="full" />
              </Fact>
            )}
            <Fact name="Risk">{riskWhy(approval)}</Fact>
            {approval.run_id && (
              <Fact name="Part of">
                {mine ? (
                  <Link
                    href={`/agent/${approval.run_id}`}
                    className="rounded-xs text-accent underline underline-offset-3"
                  >
                    a request to the agent
                  </Link>
                ) : (
                  "a request to the agent, which only its requester opens"
                )}
              </Fact>
            )}
            <Fact name="Hash of the arguments">
              <code className="break-all font-mono text-xs">{approval.arguments_hash}</code>
            </Fact>
            <Fact name="Trace">
              <code className="break-all font-mono text-xs">{approval.trace_id}</code>
            </Fact>
          </dl>
          {approval.arguments !== null && (
            <details className="mt-3 text-sm">
              <summary className="w-fit rounded-xs text-muted hover:text-ink">The exact arguments</summary>
              <Scrolling
                label="The exact arguments"
                className="mt-2 max-h-96 rounded-md bg-sunken px-3 py-2.5"
              >
                <pre className="whitespace-pre-wrap break-words font-mono">
                  {JSON.stringify(approval.arguments, null, 2)}
                </pre>
              </Scrolling>
            </details>
          )}
        </Part>
      </div>
      {(approval.decidable || canTakeBack) && (
        <div className="sticky bottom-0 mt-auto border-t bg-ground">
          <div className="mx-auto flex w-full max-w-3xl flex-wrap items-center gap-3 px-4 py-3 sm:px-6 lg:px-8">
            {approval.decidable ? (
              <DecisionPanel
                key={approval.arguments_hash}
                approval={approval}
                title={title}
                subject={subjectOf(approval)}
              />
            ) : (
              <WithdrawButton id={approval.id} />
            )}
          </div>
        </div>
      )}
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2">
      <dt className="w-44 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 basis-52">{children}</dd>
    </div>
  );
}

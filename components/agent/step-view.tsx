import {
  BanIcon,
  CheckIcon,
  CircleDashedIcon,
  CircleHelpIcon,
  HourglassIcon,
  LoaderIcon,
  TriangleAlertIcon,
  XIcon,
} from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { plural } from "@/components/ui/plural";
import { Scrolling } from "@/components/ui/scrolling";
import type { AgentStep, StepState } from "@/lib/agent/schema";
import { argumentWords, stepStateWords } from "./agent-words";
import { CitedText } from "./cited-text";
import { flatArguments } from "./flat-arguments";
import { PassageQuotes } from "./passage-quotes";

const icons: Record<StepState, typeof CheckIcon> = {
  planned: CircleDashedIcon,
  running: LoaderIcon,
  waiting: HourglassIcon,
  done: CheckIcon,
  denied: XIcon,
  refused: BanIcon,
  failed: TriangleAlertIcon,
  conflict: TriangleAlertIcon,
  expired: XIcon,
  unknown: CircleHelpIcon,
};

/** One step: what it does, how far it is, what came of it, and for whom it waits. */
export function StepView({ step, waitsFor }: { step: AgentStep; waitsFor: string }) {
  const { name, tone } = stepStateWords[step.state];
  const Icon = icons[step.state];
  return (
    <li className="relative grid grid-cols-[1.75rem_1fr] gap-3 pb-6 before:absolute before:top-7 before:bottom-0 before:left-3.5 before:w-px before:bg-line last:before:hidden">
      <span className="grid size-7 place-items-center rounded-full bg-sunken text-muted">
        <Icon aria-hidden className={step.state === "running" ? "size-3.5 animate-spin" : "size-3.5"} />
      </span>
      <div className="grid min-w-0 gap-2 pt-0.75">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">
            {step.title ?? `A tool that doesn't exist: ${step.tool ?? "unnamed"}`}
          </span>
          <Badge tone={tone}>{name}</Badge>
        </p>
        {step.reason && <p className="text-pretty text-muted">{step.reason}</p>}
        {step.hidden && <p className="text-muted">You may not read what this step stands on any more.</p>}
        {step.state === "waiting" && (
          <p>
            {waitsFor}
            {step.approval_id && (
              <>
                {" "}
                <Link
                  href={`/agent/inbox/${step.approval_id}`}
                  className="rounded-xs text-accent underline underline-offset-3"
                >
                  See what will happen
                </Link>
              </>
            )}
          </p>
        )}
        {step.error && <p className="text-danger">{step.error.message}</p>}
        {step.state === "denied" && <Denied output={step.output} />}
        {step.state === "done" && <Output step={step} />}
        {step.approval_id && step.state !== "waiting" && (
          <Link
            href={`/agent/inbox/${step.approval_id}`}
            className="w-fit rounded-xs text-muted text-sm underline underline-offset-3"
          >
            The decision
          </Link>
        )}
        <Arguments value={step.arguments} />
      </div>
    </li>
  );
}

function Denied({ output }: { output: unknown }) {
  const reason = (output as { reason?: unknown } | null)?.reason;
  return typeof reason === "string" && reason !== "" ? <p>“{reason}”</p> : null;
}

function Output({ step }: { step: AgentStep }) {
  const { text, sources, document_id, documents } = (step.output ?? {}) as {
    text?: unknown;
    sources?: unknown;
    document_id?: unknown;
    documents?: unknown;
  };
  const citations = step.passages.map((passage, index) => ({ ...passage, marker: index + 1 }));
  if (step.tool === "summarize_documents" && typeof text === "string") {
    return text === "" ? (
      <p className="text-muted">The documents don't say.</p>
    ) : (
      <CitedText text={text} citations={citationsOf(step.output) ?? citations} />
    );
  }
  const names = namesOf(sources ?? documents);
  return (
    <>
      {names.length > 0 && <p className="text-muted">{names.join(", ")}</p>}
      {step.passages.length > 0 && (
        <details>
          <summary className="w-fit rounded-xs text-muted text-sm hover:text-ink">
            {plural(step.passages.length, "passage")}
          </summary>
          <div className="mt-2">
            <PassageQuotes passages={step.passages} />
          </div>
        </details>
      )}
      {typeof document_id === "string" && document_id !== "" && step.tool !== "retire_document" && (
        <Link
          href={`/documents/${document_id}`}
          className="w-fit rounded-xs text-accent underline underline-offset-3"
        >
          Open the document
        </Link>
      )}
    </>
  );
}

type Citations = Parameters<typeof CitedText>[0]["citations"];

function citationsOf(output: unknown): Citations | null {
  const citations = (output as { citations?: unknown } | null)?.citations;
  // Parsed by the tool's own schema on the server.
  return Array.isArray(citations) ? (citations as Citations) : null;
}

function namesOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: { name?: unknown; title?: unknown }) => {
    const name = each.name ?? each.title;
    return typeof name === "string" ? [name] : [];
  });
}

function Arguments({ value }: { value: unknown }) {
  const leaves = [...flatArguments(value)].filter(([, text]) => text !== "");
  if (leaves.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-xs text-muted hover:text-ink">Details</summary>
      <dl className="mt-1.5 grid gap-1.5 rounded-md bg-sunken px-3 py-2">
        {leaves.map(([path, text]) => (
          <div key={path} className="grid gap-x-3 sm:grid-cols-[9rem_1fr]">
            <dt className="text-muted">{argumentWords(path)}</dt>
            <dd>
              <Scrolling label={argumentWords(path)} className="max-h-40">
                <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
              </Scrolling>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

import Link from "next/link";
import { inlineParts } from "@/components/ask/inline-parts";
import { passagePath } from "@/components/documents/passage-path";
import type { AgentCitation } from "@/lib/agent/schema";

/** What the agent says; `[1]` in it leads to the passage that proves it. */
export function CitedText({ text, citations }: { text: string; citations: AgentCitation[] }) {
  return (
    <div className="grid gap-3 text-pretty text-read">
      {text.split(/\n{2,}/).map((paragraph, at) => (
        <p key={`${at} ${paragraph.slice(0, 20)}`} className="whitespace-pre-line">
          {paragraph.split(/(\[\d+\])/).map((part, index) => {
            const marker = /^\[(\d+)\]$/.exec(part)?.[1];
            const citation = marker && citations.find((each) => each.marker === Number(marker));
            const key = `${index} ${part.slice(0, 12)}`;
            return citation ? <Chip key={key} citation={citation} /> : <Words key={key} text={part} />;
          })}
        </p>
      ))}
    </div>
  );
}

export function Words({ text }: { text: string }) {
  return inlineParts(text).map((part, index) => {
    const key = `${index} ${part.text.slice(0, 12)}`;
    if (part.kind === "strong") return <strong key={key}>{part.text}</strong>;
    if (part.kind === "code") return <code key={key}>{part.text}</code>;
    return <span key={key}>{part.text}</span>;
  });
}

export function Chip({ citation }: { citation: AgentCitation }) {
  return (
    <Link
      href={passagePath(citation)}
      title={`${citation.title}: “${citation.quote}”`}
      aria-label={`Passage ${citation.marker}: ${citation.title}`}
      className="hit-area mx-0.5 inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm bg-mark-soft px-1 align-[0.1em] font-medium text-on-mark text-xs outline outline-mark-line/60 hover:bg-mark"
    >
      {citation.marker}
    </Link>
  );
}

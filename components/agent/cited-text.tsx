import Link from "next/link";
import { inlineParts } from "@/components/ask/inline-parts";
import { passagePath } from "@/components/documents/passage-path";
import type { AgentCitation } from "@/lib/agent/schema";

/** What the agent says; `[1]` in it leads to the passage that proves it. */
export function CitedText({ text, citations }: { text: string; citations: AgentCitation[] }) {
  return (
    <div className="grid gap-3 text-pretty text-read">
      {text.split(/\n{2,}|\n(?=- )|(?<=\n- .*)\n(?!- )/).map((part, at, all) => {
        const key = `${at} ${part.slice(0, 20)}`;
        if (!part.startsWith("- "))
          return (
            <p key={key} className="whitespace-pre-line">
              <Cited text={part} citations={citations} />
            </p>
          );
        // One list for the lines of it: the first draws it, the others are in it.
        if (all[at - 1]?.startsWith("- ")) return null;
        const end = all.findIndex((other, index) => index > at && !other.startsWith("- "));
        return (
          <ul key={key} className="grid list-disc gap-1.5 pl-5 marker:text-faint">
            {all.slice(at, end < 0 ? undefined : end).map((line) => (
              <li key={line}>
                <Cited text={line.slice(2)} citations={citations} />
              </li>
            ))}
          </ul>
        );
      })}
    </div>
  );
}

function Cited({ text, citations }: { text: string; citations: AgentCitation[] }) {
  return text.split(/(\[\d+\])/).map((part, index) => {
    const marker = /^\[(\d+)\]$/.exec(part)?.[1];
    const citation = marker && citations.find((each) => each.marker === Number(marker));
    const key = `${index} ${part.slice(0, 12)}`;
    return citation ? <Chip key={key} citation={citation} /> : <Words key={key} text={part} />;
  });
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

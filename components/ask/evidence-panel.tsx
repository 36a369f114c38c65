import { ArrowUpRightIcon, ChevronDownIcon, ChevronUpIcon, LinkIcon, XIcon } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { DocumentTypeIcon, documentTypeLabel } from "@/components/documents/document-type";
import { EvidencePassage } from "@/components/documents/evidence-passage";
import { PlainDay } from "@/components/documents/local-time";
import { passagePath } from "@/components/documents/passage-path";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import type { Citation } from "@/lib/ask/schema";
import { closeEvidence, openEvidence } from "./ask-context";
import { citationFlags } from "./citation-flags";
import { withinDocument } from "./place-of";

interface EvidencePanelProps {
  answerId: string;
  citations: Citation[];
  citation: Citation;
}

/** The passage that proves a sentence, where it stands. */
export function EvidencePanel({ answerId, citations, citation }: EvidencePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const index = citations.findIndex((candidate) => candidate.marker === citation.marker);
  const step = (by: number) => {
    const next = citations[index + by];
    if (next) openEvidence({ answerId, marker: next.marker }, "replace");
  };

  // Opening by keyboard brings the reader here; Esc and closing bring them back to the chip.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [answerId]);
  const leave = () => {
    closeEvidence();
    requestAnimationFrame(() => {
      const turn = document.querySelector(`[data-answer="${CSS.escape(answerId)}"]`);
      turn?.querySelector<HTMLElement>(`[data-chip="${citation.marker}"]`)?.focus({ preventScroll: true });
    });
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc works from anywhere within the panel
    <div className="flex h-full min-h-0 flex-col" onKeyDown={(event) => event.key === "Escape" && leave()}>
      <header className="shrink-0 border-b px-4 pt-2.5 pb-3">
        <div className="-mr-2 flex items-center gap-1">
          <p className="figures flex-1 text-muted text-sm">
            Evidence {index + 1} of {citations.length}
          </p>
          <Button
            tone="quiet"
            size="sm"
            square
            aria-label="Previous citation"
            title="Previous citation"
            disabled={index <= 0}
            onClick={() => step(-1)}
          >
            <ChevronUpIcon aria-hidden />
          </Button>
          <Button
            tone="quiet"
            size="sm"
            square
            aria-label="Next citation"
            title="Next citation"
            disabled={index >= citations.length - 1}
            onClick={() => step(1)}
          >
            <ChevronDownIcon aria-hidden />
          </Button>
          <Button
            tone="quiet"
            size="sm"
            square
            aria-label="Close evidence"
            title="Close (Esc)"
            onClick={leave}
          >
            <XIcon aria-hidden />
          </Button>
        </div>
        <div className="mt-1 flex gap-2.5">
          <DocumentTypeIcon type={citation.type} className="mt-1 size-4.5 shrink-0 text-faint" />
          <div className="min-w-0">
            <h2 ref={heading} tabIndex={-1} className="text-pretty font-semibold text-read outline-none">
              <span className="mr-1.5 inline-flex h-4.5 min-w-4.5 -translate-y-0.5 items-center justify-center rounded-sm bg-accent px-1 font-medium text-on-accent text-xs">
                {citation.marker}
              </span>
              {citation.title}
            </h2>
            <p className="text-muted text-sm">
              {[documentTypeLabel(citation.type), citation.source, withinDocument(citation)]
                .filter(Boolean)
                .join(" · ")}
              {citation.effective_date && (
                <>
                  {" · in force since "}
                  <PlainDay value={citation.effective_date} className="whitespace-nowrap" />
                </>
              )}
            </p>
          </div>
        </div>
        {citationFlags(citation).map(({ flag, title, detail }) => (
          <Notice key={flag} tone="caution" className="mt-3" title={title}>
            {detail}
          </Notice>
        ))}
        {citation.changed !== "no" && (
          <Notice tone="caution" className="mt-3" title={changes[citation.changed].title}>
            {changes[citation.changed].detail}
          </Notice>
        )}
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain bg-paper">
        {citation.changed === "deleted" ? (
          <KeptQuote quote={citation.quote} />
        ) : (
          <EvidencePassage
            key={`${citation.version_id}.${citation.start}`}
            documentId={citation.document_id}
            versionId={citation.version_id}
            type={citation.type}
            page={citation.page}
            start={citation.start}
            end={citation.end}
            quote={citation.quote}
          />
        )}
      </div>
      <footer className="flex shrink-0 flex-wrap gap-2 border-t px-4 py-2.5">
        <Button size="sm" asChild>
          <Link href={passagePath(citation)}>
            <ArrowUpRightIcon aria-hidden />
            Open the document
          </Link>
        </Button>
        <Button
          tone="quiet"
          size="sm"
          onClick={() =>
            navigator.clipboard
              .writeText(`${window.location.origin}${passagePath(citation)}`)
              .then(() => toast("Link to the passage copied"))
              .catch(() => toast("The browser did not allow copying"))
          }
        >
          <LinkIcon aria-hidden />
          Copy link
        </Button>
      </footer>
    </div>
  );
}

const changes = {
  "newer-version": {
    title: "The document has a newer version",
    detail:
      "This is the passage as it stood when the answer was given. The newer version may say something else.",
  },
  deleted: {
    title: "The document was deleted",
    detail: "The quote is kept with the answer; the rest of the document is gone.",
  },
} as const;

function KeptQuote({ quote }: { quote: string }) {
  return (
    <blockquote className="quoted m-4 rounded-sm border-mark-line border-l-2 bg-mark-soft px-4 py-3">
      {quote}
    </blockquote>
  );
}

import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import { DocumentTypeIcon } from "@/components/documents/document-type";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import type { Citation } from "@/lib/ask/schema";
import { citationFlags } from "./citation-flags";
import { withinDocument } from "./place-of";

interface CitationCardControl {
  show: (chip: HTMLElement, citation: Citation) => void;
  /** Closes after a moment, so that the pointer can reach the card. */
  hide: () => void;
  /** Closes at once; says whether there was something to close. */
  dismiss: () => boolean;
}

const CitationCardContext = createContext<CitationCardControl | null>(null);

export function useCitationCard(): CitationCardControl {
  const value = useContext(CitationCardContext);
  if (!value) throw new Error("useCitationCard needs a CitationCardProvider above it");
  return value;
}

/** One card for all chips of a thread: a thousand chips cost one popover. */
export function CitationCardProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Citation | null>(null);
  const anchor = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isOpen = useRef(false);

  const control = useMemo<CitationCardControl>(() => {
    const set = (citation: Citation | null) => {
      isOpen.current = citation !== null;
      setShown(citation);
    };
    return {
      show: (chip, citation) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(
          () => {
            anchor.current = chip;
            set(citation);
          },
          isOpen.current ? 0 : 140,
        );
      },
      hide: () => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => set(null), 160);
      },
      dismiss: () => {
        clearTimeout(timer.current);
        const wasOpen = isOpen.current;
        set(null);
        return wasOpen;
      },
    };
  }, []);

  return (
    <CitationCardContext value={control}>
      {children}
      <Popover open={shown !== null} onOpenChange={(open) => !open && control.dismiss()}>
        <PopoverAnchor virtualRef={anchor as { current: HTMLElement }} />
        {shown && (
          <PopoverContent
            key={shown.marker}
            side="top"
            aria-label="Source"
            className="w-88 p-0"
            onOpenAutoFocus={(event) => event.preventDefault()}
            onCloseAutoFocus={(event) => event.preventDefault()}
            onPointerEnter={() => clearTimeout(timer.current)}
            onPointerLeave={() => control.hide()}
          >
            <CitationCard citation={shown} />
          </PopoverContent>
        )}
      </Popover>
    </CitationCardContext>
  );
}

function CitationCard({ citation }: { citation: Citation }) {
  const place = withinDocument(citation);
  return (
    <div className="grid gap-2 p-3">
      <div className="flex gap-2.5">
        <DocumentTypeIcon type={citation.type} className="mt-0.5 size-4 shrink-0 text-faint" />
        <div className="min-w-0">
          <p className="font-medium">{citation.title}</p>
          {place && <p className="truncate text-muted text-sm">{place}</p>}
        </div>
      </div>
      <blockquote className="quoted line-clamp-5 rounded-sm border-mark-line border-l-2 bg-mark-soft px-3 py-2 text-read">
        {citation.quote}
      </blockquote>
      {citationFlags(citation).map(({ flag, title }) => (
        <p key={flag} className="text-caution text-sm">
          {title}.
        </p>
      ))}
      {citation.changed !== "no" && (
        <p className="text-caution text-sm">
          {citation.changed === "deleted"
            ? "The document was deleted since; the quote is kept."
            : "The document has a newer version; the quote is of the one that was read."}
        </p>
      )}
    </div>
  );
}

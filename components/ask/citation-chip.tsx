import type { Citation } from "@/lib/ask/schema";
import { openEvidence } from "./ask-context";
import { useCitationCard } from "./citation-card";
import { placeOf } from "./place-of";

interface CitationChipProps {
  citation: Citation;
  answerId: string | null;
  /** Whether its passage is open. */
  chosen: boolean;
}

/** The number of a citation. Pointing shows a card, choosing opens the passage. */
export function CitationChip({ citation, answerId, chosen }: CitationChipProps) {
  const card = useCitationCard();
  return (
    <button
      type="button"
      data-chip={citation.marker}
      data-chosen={chosen}
      aria-expanded={chosen}
      disabled={!answerId}
      aria-label={`Source ${citation.marker}: ${placeOf(citation)}`}
      className="hit-area mr-0.5 ml-1 inline-flex h-4.5 min-w-4.5 -translate-y-0.5 items-center justify-center rounded-sm bg-accent-soft px-1 font-medium text-accent text-xs transition-colors hover:bg-accent hover:text-on-accent data-[chosen=true]:bg-accent data-[chosen=true]:text-on-accent"
      onPointerEnter={(event) => {
        void import("./evidence-panel");
        if (event.pointerType === "mouse") card.show(event.currentTarget, citation);
      }}
      onPointerLeave={() => card.hide()}
      onFocus={(event) =>
        event.currentTarget.matches(":focus-visible") && card.show(event.currentTarget, citation)
      }
      onBlur={() => card.hide()}
      onKeyDown={(event) => {
        if (event.key === "Escape" && card.dismiss()) event.stopPropagation();
      }}
      onClick={() => {
        card.dismiss();
        if (answerId) openEvidence({ answerId, marker: citation.marker });
      }}
    >
      {citation.marker}
    </button>
  );
}

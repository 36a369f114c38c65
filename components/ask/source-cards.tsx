import { DocumentTypeIcon } from "@/components/documents/document-type";
import type { Citation } from "@/lib/ask/schema";
import { openEvidence } from "./ask-context";
import { citationFlags } from "./citation-flags";
import { withinDocument } from "./place-of";

interface SourceCardsProps {
  citations: Citation[];
  answerId: string;
  /** The citation whose passage is open. */
  openMarker: number | null;
}

/** The documents of an answer as cards, in the order of their first citation. */
export function SourceCards({ citations, answerId, openMarker }: SourceCardsProps) {
  return (
    <ul aria-label="Sources" className="mt-5 grid gap-2 sm:grid-cols-2">
      {byDocument(citations).map((group) => {
        const [first] = group;
        if (!first) return null;
        const chosen = group.some((citation) => citation.marker === openMarker);
        const places = [...new Set(group.map(withinDocument).filter(Boolean))];
        return (
          <li key={first.document_id} className="min-w-0">
            <button
              type="button"
              aria-expanded={chosen}
              onClick={() => openEvidence({ answerId, marker: first.marker })}
              className="flex h-full w-full gap-2.5 rounded-md border bg-surface p-3 text-left shadow-card transition-colors hover:border-line-strong aria-expanded:border-accent"
            >
              <DocumentTypeIcon type={first.type} className="mt-0.5 size-4 shrink-0 text-faint" />
              <span className="grid min-w-0 flex-1 gap-0.5">
                <span className="truncate font-medium">{first.title}</span>
                <span className="truncate text-muted text-sm">
                  {[first.source, places[0], places.length > 1 ? `and ${places.length - 1} more` : null]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
                {citationFlags(first).map(({ flag, short }) => (
                  <span key={flag} className="text-caution text-sm">
                    {short}
                  </span>
                ))}
                {first.changed !== "no" && (
                  <span className="text-caution text-sm">
                    {first.changed === "deleted" ? "Deleted since" : "Has a newer version"}
                  </span>
                )}
              </span>
              <span className="figures flex shrink-0 flex-wrap content-start justify-end gap-1 text-accent text-xs">
                {group.map((citation) => (
                  <span
                    key={citation.marker}
                    className="h-4.5 min-w-4.5 rounded-sm bg-accent-soft px-1 text-center"
                  >
                    {citation.marker}
                  </span>
                ))}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function byDocument(citations: Citation[]): Citation[][] {
  const groups = new Map<string, Citation[]>();
  for (const citation of citations) {
    const group = groups.get(citation.document_id);
    if (group) group.push(citation);
    else groups.set(citation.document_id, [citation]);
  }
  return [...groups.values()];
}
